# The life cycle: what may come when, and how it ends.
ask textDocument/hover {"textDocument":{"uri":"file:///a.yaml"},"position":{"line":0,"character":0}}
expect error -32002
tell textDocument/didOpen {"textDocument":{"uri":"file:///a.yaml","languageId":"yaml","version":1,"text":"Resources: {}"}}
not textDocument/publishDiagnostics
initialize
expect {"capabilities":{"positionEncoding":"utf-16","hoverProvider":true,"textDocumentSync":{"openClose":true,"change":2},"renameProvider":{"prepareProvider":true}},"serverInfo":{"name":"cribsheet"}}
see client/registerCapability {"registrations":[{"method":"workspace/didChangeConfiguration"}]}
see client/registerCapability {"registrations":[{"method":"workspace/didChangeWatchedFiles","registerOptions":{"watchers":[{"globPattern":"**/*.md"},{"globPattern":"**/.cribsheet.yaml"}]}}]}
see window/workDoneProgress/create {"token":"cribsheet/notes"}
see $/progress {"token":"cribsheet/notes","value":{"kind":"begin","title":"Reading notes"}}
see $/progress {"token":"cribsheet/notes","value":{"kind":"end"}}
see cribsheet/status {"state":"ready"}
ask initialize {"capabilities":{}}
expect error -32600
ask no/such/method
expect error -32601
tell no/such/notification
not window/showMessage
tell $/cancelRequest {"id":99}
ask shutdown
expect null
ask textDocument/hover {"textDocument":{"uri":"file:///a.yaml"},"position":{"line":0,"character":0}}
expect error -32600
tell exit
exit 0
