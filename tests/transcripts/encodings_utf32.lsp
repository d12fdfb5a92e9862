initialize {"capabilities":{"general":{"positionEncodings":["utf-32"]}}}
open e.yaml
| Resources:
|   Queue:
|     Type: AWS::SQS::Queue
|     Properties: {QueueName: "ä𝄞", VisibilityTimeout: 50000}
see textDocument/publishDiagnostics {"diagnostics":[{"range":{"start":{"line":3,"character":53},"end":{"line":3,"character":58}}}]}
