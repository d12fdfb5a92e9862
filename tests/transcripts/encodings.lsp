# Positions in the encoding that was negotiated; here UTF-8, counted in bytes.
initialize {"capabilities":{"general":{"positionEncodings":["utf-16","utf-8"]},"textDocument":{}}}
open e.yaml
| Description: "ä𝄞" 
| Resources:
|   Queue:
|     Type: AWS::SQS::Queue
|     Properties: {QueueName: "ä𝄞", VisibilityTimeout: 50000}
see textDocument/publishDiagnostics {"diagnostics":[{"range":{"start":{"line":4,"character":57},"end":{"line":4,"character":62}}}]}
