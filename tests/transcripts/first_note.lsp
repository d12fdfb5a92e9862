# Who has no notes yet is given a first file; without a folder there is none to name.
initialize {"rootUri":"file:///no/such/workspace"}
open t.yaml
| Resources:
|   Queue:
|     Type: AWS::SQS::Queue
|     Properties:
|       <|timeout|>VisibilityTimeout: 30
|   <|blank|>
ask cribsheet/notes/new t.yaml@timeout
expect {"entity":"AWS::SQS::Queue.VisibilityTimeout","uri":"file:///no/such/workspace/notes/aws.md","position":{"line":0,"character":0},"text":"# AWS\n\n- VisibilityTimeout: \n"}
ask cribsheet/notes/new t.yaml@blank
expect null
tell workspace/didChangeConfiguration {"settings":{"cribsheet":{"notes":{"paths":["/no/such/notes"]}}}}
ask cribsheet/notes/new t.yaml@timeout
expect {"uri":"file:///no/such/notes/aws.md"}
