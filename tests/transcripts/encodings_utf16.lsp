# Without a choice positions are UTF-16's.
initialize {"capabilities":{}}
open e.yaml
| Resources:
|   Queue:
|     Type: AWS::SQS::Queue
|     Properties: {QueueName: "ä𝄞", VisibilityTimeout: 50000}
see textDocument/publishDiagnostics {"diagnostics":[{"range":{"start":{"line":3,"character":54},"end":{"line":3,"character":59}}}]}
# A client without literals, links and hierarchy gets the plain forms.
ask textDocument/documentSymbol e.yaml
expect [{"name":"Queue","containerName":"Resources","location":{"uri":"$e.yaml"}}]
ask textDocument/completion e.yaml {"position":{"line":3,"character":17}}
expect {"items":[{"label":"..."}]}
