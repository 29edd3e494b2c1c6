#!/bin/sh
# From an empty folder to a plugin of one's own: made, tested, packed, installed, run, verified and removed.
#
# Run it in an empty folder: newcomer.sh [ts|js]. `awf` must be in the PATH. AWF_SDK names the tarball of awf-plugin-sdk, as long as it is not on
# npm. INSTALL is the command that installs what the project needs, by default `npm install`.
set -eu
language=${1:-ts}

awf plugin init hello --lang "$language"
cd hello
${INSTALL:-npm install --no-audit --no-fund}
npm test

# The first line names the first archive. A plugin in JavaScript has the same archive for every platform.
archive=$(awf plugin pack -f quiet | head -n 1)
awf plugin install "$archive"
awf run example.yaml -i who=Ada
awf plugin verify hello
awf plugin remove hello
