"""The program of the plugin. Print nothing before `serve`: the host reads the first line for itself."""

from go_plugin_server import serve
from service import register_services

serve(register_services, cookie=("AWF_PLUGIN", "awf-plugin-v1"))
