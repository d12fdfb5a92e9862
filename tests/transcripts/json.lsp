# The same on a template in JSON.
initialize
open t.json
| {
|   "Parameters": {"<|parameter|>Stage": {"Type": "String", "Default": "dev"}},
|   "Resources": {
|     "<|queue|>WorkQueue": {
|       "Type": "AWS::SQS::Queue",
|       "Properties": {
|         "<|timeout|>VisibilityTimeout": 50000,
|         "QueueName": {"Fn::Sub": "${<|sub|>Stage}-work"}
|       }
|     },
|     "Topic": {
|       "Type": "AWS::SNS::Topic",
|       "DependsOn": "<|depends|>WorkQueue",
|       "Properties": {"DisplayName": {"Fn::GetAtt": ["<|getatt|>WorkQueue", "QueueName"]}}
|     }
|   },
|   "Outputs": {"QueueUrl": {"Value": {"Ref": "<|ref|>WorkQueue"}}}
| }
see textDocument/publishDiagnostics {"diagnostics":[{"severity":1,"source":"cribsheet","code":"...","message":"...","data":{"entity":"AWS::SQS::Queue.VisibilityTimeout"}}]}
ask textDocument/hover t.json@timeout
expect {"contents":{"value":"*VisibilityTimeout*"}}
ask textDocument/definition t.json@ref
expect [{"targetSelectionRange":{"start":"@queue"}}]
ask textDocument/references t.json@sub {"context":{"includeDeclaration":false}}
expect [{"range":{"start":"@sub"}}]
ask textDocument/rename t.json@getatt {"newName":"Jobs"}
expect {"documentChanges":[{"edits":[{"range":{"start":"@queue"}},{"range":{"start":"@depends"}},{"range":{"start":"@getatt"}},{"range":{"start":"@ref"}}]}]}
ask textDocument/documentSymbol t.json
expect [{"name":"Resources","children":[{"name":"WorkQueue"},{"name":"Topic"}]}]
ask textDocument/foldingRange t.json
expect [{"startLine":2}]
ask textDocument/semanticTokens/full t.json
expect {"data":[1,18,5]}
ask textDocument/prepareCallHierarchy t.json@queue
expect [{"name":"WorkQueue"}]
ask cribsheet/graph t.json
expect {"edges":[{"from":"WorkQueue","to":"Stage","kind":"Sub"}]}
ask textDocument/codeAction t.json {"range":{"start":"@timeout","end":"@timeout"},"context":{"diagnostics":[]}}
expect "..."
ask textDocument/diagnostic t.json
expect {"kind":"full"}
