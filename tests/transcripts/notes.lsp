# Notes: what an editor gets in a Markdown file of bullets, and between it and the templates.
initialize
open notes/queues.md markdown
| ---
| tags: [messaging]
| ---
| # Queues
|
| - SQS:
|   - <|mention|>Visibility timeout: 0 to 43,200 seconds
|   - a dead-letter queue is of the same type, see [limits](#lim<|link|>its) and [buckets](storage.md#<|other|>encryption)
|   - see [[sto<|wiki|>rage]]
|
| ## Lim<|heading|>its
|
| - at most 120,000 messages in flight[^1]
|
| ```check
| entity: AWS::SQS::Queue.DelaySeconds
| <|checkkey|>max: 600
| ```
|
| ```yaml
| Resources:
|   Bad: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 5000}}
| ```
|
| [^1]: of a standard queue
see textDocument/publishDiagnostics {"uri":"$notes/queues.md","diagnostics":[{"code":"out-of-range","severity":4}]}
open notes/storage.md markdown
| # Buckets
|
| ## Encryption
|
| - every new object is encrypted; limits are in [queues](queues.md#limits)
open template.yaml yaml
| Resources:
|   Queue:
|     Type: AWS::SQS::Queue
|     Properties:
|       VisibilityTimeout<|used|>: 60
ask textDocument/documentSymbol notes/queues.md
expect [{"name":"Queues","children":[{"name":"SQS","children":[{"name":"Visibility timeout: 0 to 43,200 seconds"}]},{"name":"Limits"}]}]
ask workspace/symbol {"query":"encryption"}
expect [{"name":"Encryption"}]
ask textDocument/foldingRange notes/queues.md
expect "..."
ask textDocument/selectionRange notes/queues.md {"positions":["@mention"]}
expect [{"range":"...","parent":{"range":"..."}}]
ask textDocument/hover notes/queues.md@mention
expect {"contents":{"kind":"markdown"}}
ask textDocument/definition notes/queues.md@link
expect "..."
ask textDocument/hover notes/queues.md@other
expect {"contents":{"kind":"markdown"}}
ask textDocument/definition notes/queues.md@other
expect [{"targetUri":"$notes/storage.md"}]
ask textDocument/definition notes/queues.md@wiki
expect [{"targetUri":"$notes/storage.md"}]
ask textDocument/references notes/queues.md@heading {"context":{"includeDeclaration":false}}
expect [{"uri":"$notes/queues.md"},{"uri":"$notes/storage.md"}]
ask textDocument/documentHighlight notes/queues.md@heading
expect [{"range":"..."},{"range":"..."}]
ask textDocument/references notes/queues.md@mention {"context":{"includeDeclaration":false}}
expect [{"uri":"$template.yaml"}]
ask textDocument/codeLens notes/queues.md
expect [{"command":{"title":"used in 1 template"}}]
ask textDocument/documentLink notes/queues.md
expect [{"target":"..."}]
ask textDocument/prepareRename notes/queues.md@heading
expect {"placeholder":"Limits"}
ask textDocument/rename notes/queues.md@heading {"newName":"Quotas"}
expect {"documentChanges":"..."}
ask textDocument/semanticTokens/full notes/queues.md
expect {"data":"..."}
ask textDocument/completion notes/queues.md@checkkey
expect {"items":"..."}
ask textDocument/prepareRename notes/queues.md@other
expect {"placeholder":"Encryption"}
ask textDocument/rename notes/queues.md@other {"newName":"Keys"}
expect {"documentChanges":[{"textDocument":{"uri":"$notes/storage.md"}},{"textDocument":{"uri":"$notes/queues.md"},"edits":[{"newText":"keys"}]}]}
open notes/typing.md markdown
| ---
| tags: [mess<|tag|>]
| ---
| see [[sto<|name|>
| see [x](storage<|path|>
| see [[storage#<|far|>
| see [x](storage.md#<|anchor|>
| see [x](##<|every|>
| note[^<|foot|>
| ```ya<|fence|>
| ```
|
| [^one]: said before
| #<|hash|>
ask textDocument/completion notes/typing.md@tag
expect {"items":[{"label":"messaging"}]}
ask textDocument/completion notes/typing.md@name
expect {"items":[{"label":"storage"}]}
ask textDocument/completion notes/typing.md@path
expect {"items":[{"label":"storage"}]}
ask textDocument/completion notes/typing.md@far
expect {"items":[{"label":"Encryption"}]}
ask textDocument/completion notes/typing.md@anchor
expect {"items":[{"label":"Encryption"}]}
ask textDocument/completion notes/typing.md@every
expect {"items":[{"label":"Encryption"}]}
ask textDocument/completion notes/typing.md@foot
expect {"items":[{"label":"one"}]}
ask textDocument/completion notes/typing.md@fence
expect {"items":[{"label":"yaml"}]}
ask textDocument/completion notes/typing.md@hash
expect {"items":[{"label":"messaging"}]}
open notes/old.md markdown
| # SQS
|
| - AWS Single Sign-On <|old|>signs people in
see textDocument/publishDiagnostics {"uri":"$notes/old.md","diagnostics":[{"code":"note-renamed-service"}]}
ask textDocument/codeAction notes/old.md {"range":{"start":{"line":2,"character":3},"end":{"line":2,"character":10}},"context":{"diagnostics":[]}}
expect [{"title":"Write IAM Identity Center"},{"title":"Switch note-renamed-service off here"}]
open notes/labels.md markdown
| # Labels
|
| see [the other note][st<|label|>ore] and [store]
|
| [store]: storage.md#encryption
| [store]: queues.md
| [lonely]: queues.md
see textDocument/publishDiagnostics {"uri":"$notes/labels.md","diagnostics":[{"code":"note-broken-link","range":{"start":{"line":5,"character":1}}},{"code":"note-broken-link","severity":4,"range":{"start":{"line":6,"character":1}}}]}
ask textDocument/definition notes/labels.md@label
expect [{"targetUri":"$notes/storage.md"}]
ask workspace/willRenameFiles {"files":[{"oldUri":"file:///work-space/notes/storage.md","newUri":"file:///work-space/notes/archive/stores.md"}]}
expect {"documentChanges":[{"textDocument":{"uri":"$notes/labels.md"},"edits":[{"newText":"archive/stores.md"}]},{"textDocument":{"uri":"$notes/queues.md"},"edits":[{"newText":"archive/stores.md"},{"newText":"stores"}]},{"textDocument":{"uri":"$notes/storage.md"},"edits":[{"newText":"../queues.md"}]}]}

