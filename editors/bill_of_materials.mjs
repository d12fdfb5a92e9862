// What the packages are made of, as CycloneDX JSON: Debian's libraries from standard input (name, version), the npm packages of
// the lock files that are named. Licences: npm's lock files say them; Debian's are read from its copyright files.
// usage: dpkg-query ... | node bill_of_materials.mjs LOCK_FILE...
import fs from 'node:fs';

const program = { type: 'application', name: 'cribsheet', version: /project\(cribsheet VERSION ([\d.]+)/.exec(fs.readFileSync('CMakeLists.txt', 'utf8'))[1], licenses: [{ license: { name: fs.readFileSync('LICENSE', 'utf8').trim().split('\n')[0].trim() } }] };

// The short names in a machine-readable copyright file; the file itself where it is of the older, free form.
function debianLicenses(name) {
  const path = `/usr/share/doc/${name}/copyright`;
  if (!fs.existsSync(path)) return [];
  const found = [...fs.readFileSync(path, 'utf8').matchAll(/^License: *(\S[^\n]*)/gm)].map(match => match[1].trim());
  const names = [...new Set(found)];
  return (names.length > 0 ? names : [`see ${path}`]).map(name => ({ license: { name } }));
}

const components = fs.readFileSync(0, 'utf8').trim().split('\n').filter(Boolean).map(line => {
  const [name, version] = line.split('\t');
  return { type: 'library', name, version, licenses: debianLicenses(name), purl: `pkg:deb/debian/${name}@${encodeURIComponent(version)}` };
});

for (const lock of process.argv.slice(2)) {
  for (const [path, entry] of Object.entries(JSON.parse(fs.readFileSync(lock, 'utf8')).packages)) {
    const name = path.split('node_modules/').pop();
    if (!name) continue;
    components.push({
      type: 'library', name, version: entry.version, scope: entry.dev ? 'excluded' : 'required', licenses: entry.license ? [{ license: { name: entry.license } }] : [],
      purl: `pkg:npm/${name.replace('@', '%40')}@${entry.version}`,
    });
  }
}

process.stdout.write(JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1, metadata: { component: program }, components }, null, 1) + '\n');
