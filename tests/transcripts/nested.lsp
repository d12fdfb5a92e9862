# Names that two templates share: a nested stack's parameters and outputs, from either side.
initialize
open outer.yaml
| Resources:
|   Ledger:
|     Type: AWS::CloudFormation::Stack
|     Properties:
|       TemplateURL: inner.yaml
|       Parameters:
|         <|given|>TableName: orders
| Outputs:
|   Arn:
|     Value: !GetAtt Ledger.<|part|>Outputs.<|read|>Table
|   Same:
|     Value: !Sub "${Ledger.Outputs.<|sub|>Table}"
open inner.yaml
| Parameters:
|   <|parameter|>TableName:
|     Type: String
| Resources:
|   Store:
|     Type: AWS::DynamoDB::Table
|     Properties:
|       TableName: !Ref <|ref|>TableName
| Outputs:
|   <|output|>Table:
|     Value: !GetAtt Store.Arn
ask textDocument/definition outer.yaml@given
expect [{"targetUri":"$inner.yaml","targetSelectionRange":{"start":"@parameter"}}]
ask textDocument/definition outer.yaml@sub
expect [{"targetUri":"$inner.yaml","targetSelectionRange":{"start":"@output"}}]
ask textDocument/definition outer.yaml@part
expect [{"targetUri":"$outer.yaml","targetSelectionRange":{"start":{"line":1,"character":2}}}]
ask textDocument/references inner.yaml@parameter {"context":{"includeDeclaration":true}}
expect [{"uri":"$inner.yaml","range":{"start":"@parameter"}},{"uri":"$inner.yaml","range":{"start":"@ref"}},{"uri":"$outer.yaml","range":{"start":"@given"}}]
ask textDocument/references outer.yaml@read {"context":{"includeDeclaration":true}}
expect [{"uri":"$outer.yaml","range":{"start":"@read"}},{"uri":"$outer.yaml","range":{"start":"@sub"}},{"uri":"$inner.yaml","range":{"start":"@output"}}]
ask textDocument/references outer.yaml@read {"context":{"includeDeclaration":false}}
expect [{"range":{"start":"@read"}},{"range":{"start":"@sub"}}]
ask textDocument/prepareRename outer.yaml@given
expect {"placeholder":"TableName"}
ask textDocument/rename outer.yaml@given {"newName":"StoreName"}
expect {"documentChanges":[{"textDocument":{"uri":"$outer.yaml"},"edits":[{"range":{"start":"@given"},"newText":"StoreName"}]},{"textDocument":{"uri":"$inner.yaml"},"edits":[{"range":{"start":"@parameter"}},{"range":{"start":"@ref"}}]}]}
ask textDocument/rename inner.yaml@output {"newName":"StoreArn"}
expect {"documentChanges":[{"textDocument":{"uri":"$inner.yaml"},"edits":[{"range":{"start":"@output"}}]},{"textDocument":{"uri":"$outer.yaml"},"edits":[{"range":{"start":"@read"}},{"range":{"start":"@sub"}}]}]}
# What is typed here would not follow in the other file.
ask textDocument/linkedEditingRange outer.yaml@given
expect null
ask textDocument/linkedEditingRange inner.yaml@parameter
expect {"ranges":[{"start":"@parameter"},{"start":"@ref"}]}
