# What can be done to a note on request, what is offered half-typed in one, and pictures on hover.
initialize
open notes/a.md markdown
| # <|title|>Queues
|
| See [[<|new|>buckets#Limits]], [more](dir/more<|gone|>.md) and [b][b], [a][a]. A fact ^fact-1
|
| ## Limits
|
| > [!W<|callout|>
|
| ### FIFO [old]
|
| ## Limits
|
| [[#^<|block|>
| [b]: https://docs.aws.amazon.com/b<|definition|>
| [a]: https://docs.aws.amazon.com/a
ask textDocument/codeAction notes/a.md {"range":{"start":"@title","end":"@title"},"context":{"diagnostics":[]}}
expect [{"title":"Insert a list of contents","edit":{"documentChanges":[{"edits":[{"range":{"start":{"line":1,"character":0}},"newText":"\n<!-- contents -->\n- [Limits](#limits)\n  - [FIFO \\[old\\]](#fifo-old)\n- [Limits](#limits-1)\n<!-- end of contents -->\n"}]}]}}]
ask textDocument/codeAction notes/a.md {"range":{"start":"@new","end":"@new"},"context":{"diagnostics":[]}}
expect [{"title":"Create buckets.md","kind":"quickfix","edit":{"documentChanges":[{"kind":"create","uri":"file:///work-space/notes/buckets.md","options":{"overwrite":false}},{"edits":[{"newText":"# buckets\n\n## Limits\n"}]}]}}]
ask textDocument/codeAction notes/a.md {"range":{"start":"@gone","end":"@gone"},"context":{"diagnostics":[],"only":["quickfix"]}}
expect [{"title":"Switch note-broken-link off here"},{"title":"Create more.md","edit":{"documentChanges":[{"uri":"file:///work-space/notes/dir/more.md"},{"edits":[{"newText":"# more\n"}]}]}}]
ask textDocument/codeAction notes/a.md {"range":{"start":"@definition","end":"@definition"},"context":{"diagnostics":[],"only":["source.organizeLinkDefinitions"]}}
expect [{"title":"Sort the link definitions","edit":{"documentChanges":[{"edits":[{"newText":"[a]: https://docs.aws.amazon.com/a\n[b]: https://docs.aws.amazon.com/b\n"}]}]}}]
ask textDocument/completion notes/a.md@callout
expect {"items":[{"label":"WARNING","textEdit":{"newText":"WARNING]"}}]}
ask textDocument/completion notes/a.md@block
expect {"items":[{"label":"fact-1"}]}
open notes/c.md markdown
| [[<|name|>
ask textDocument/completion notes/c.md@name
expect {"items":[{"label":"a"},{"label":"buckets","detail":"not written yet"}]}
open notes/t.md markdown
| # T
|
| | a | long<|row|> |
| | --- | :-: |
| | wider cell | b |
|
| text   
ask textDocument/formatting notes/t.md {"options":{"tabSize":2,"insertSpaces":true}}
expect []
tell workspace/didChangeConfiguration {"settings":{"cribsheet":{"notes":{"format":true}}}}
see client/registerCapability {"registrations":[{"method":"textDocument/formatting","registerOptions":{"documentSelector":[{"language":"markdown"}]}},{"method":"textDocument/rangeFormatting"}]}
ask textDocument/formatting notes/t.md {"options":{"tabSize":2,"insertSpaces":true}}
expect [{"newText":"| a          | long |"},{"newText":"| ---------- | :--: |"},{"newText":"| wider cell | b    |"},{"newText":"text"}]
ask textDocument/rangeFormatting notes/t.md {"range":{"start":"@row","end":"@row"},"options":{"tabSize":2,"insertSpaces":true}}
expect [{"newText":"| a          | long |"}]
tell workspace/didChangeConfiguration {"settings":{"cribsheet":{"notes":{"format":"yes"}}}}
see window/showMessage {"message":"*Setting notes.format must be true or false*"}
see client/unregisterCapability {"unregisterations":[{"method":"textDocument/formatting"},{"method":"textDocument/rangeFormatting"}]}
