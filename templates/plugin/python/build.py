"""Builds the plugin into dist/plugin-name, which is all that a host needs beside Python. `build.py test` also runs the tests."""

import compileall
import os
import py_compile
import shutil
import subprocess
import sys
from pathlib import Path

root = Path(__file__).resolve().parent
plugin = root / "dist" / "plugin-name"
packages = plugin / "lib"
launcher = "awf-plugin-plugin-name"


def install_packages():
    """Installs what the plugin imports beside it, unless that is there already."""
    wanted = (root / "requirements.txt").read_text()
    stamp = packages / "installed.txt"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    shutil.rmtree(packages, ignore_errors=True)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--root-user-action=ignore"]
    subprocess.run([*pip, "--no-deps", "--no-compile", "--target", str(packages), "-r", "requirements.txt"], cwd=root, check=True)
    compile_all(packages)
    stamp.write_text(wanted)


def compile_all(folder):
    """Python starts from the compiled files without looking at the times of the sources, which archives do not keep."""
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    if not compileall.compile_dir(folder, quiet=1, force=True, invalidation_mode=mode, stripdir=str(plugin)):
        sys.exit(1)


def copy_sources():
    for old in plugin.iterdir():
        if old == packages:
            continue
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    shutil.copytree(root / "src", plugin, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("plugin.yaml", launcher):
        shutil.copy(root / file, plugin / file)
    (plugin / launcher).chmod(0o755)
    for entry in sorted(plugin.iterdir()):
        if entry.is_dir() and entry != packages:
            compile_all(entry)


def check_syntax():
    """A source that cannot be compiled must not take the place of one that could."""
    for source in sorted((root / "src").rglob("*.py")):
        try:
            compile(source.read_text(), str(source.relative_to(root)), "exec")
        except SyntaxError as error:
            sys.exit(f"{error.filename}:{error.lineno}: {error.msg}")


def run_tests():
    path = os.pathsep.join([str(root / "src"), str(packages)])
    tests = [sys.executable, "-m", "unittest", "discover", "--start-directory", "tests"]
    sys.exit(subprocess.run(tests, cwd=root, env={**os.environ, "PYTHONPATH": path}).returncode)


plugin.mkdir(parents=True, exist_ok=True)
check_syntax()
install_packages()
copy_sources()
if sys.argv[1:] == ["test"]:
    run_tests()
