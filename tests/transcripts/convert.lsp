# A whole template in the other language, as a new file beside it.
initialize
open c.yaml
| <|top|>AWSTemplateFormatVersion: 2010-09-09
| Resources:
|   Queue:   # a comment
|     Type: AWS::SQS::Queue
|     Properties:
|       VisibilityTimeout: 30
|       FifoQueue: yes
|       QueueName: !Sub "${AWS::StackName}.fifo"
|       Tags: [{Key: a, Value: !GetAtt Other.Arn}]
|   Other:
|     Type: AWS::SQS::Queue
ask textDocument/codeAction c.yaml {"range":{"start":"@top","end":"@top"},"context":{"diagnostics":[]}}
expect [{"title":"*without the comments*","edit":{"documentChanges":[{"kind":"create","uri":"file:///work-space/c.json"},{"edits":[{"newText":"{\n  \"AWSTemplateFormatVersion\": \"2010-09-09\",\n  \"Resources\": {\n    \"Queue\": {\n      \"Type\": \"AWS::SQS::Queue\",\n      \"Properties\": {\n        \"VisibilityTimeout\": 30,\n        \"FifoQueue\": true,\n        \"QueueName\": {\"Fn::Sub\": \"${AWS::StackName}.fifo\"},\n        \"Tags\": [\n          {\n            \"Key\": \"a\",\n            \"Value\": {\"Fn::GetAtt\": [\"Other\", \"Arn\"]}\n          }\n        ]\n      }\n    },\n    \"Other\": {\n      \"Type\": \"AWS::SQS::Queue\"\n    }\n  }\n}\n"}]}]}}]
open c.json
| <|json|>{"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"Queue": {"Type": "AWS::SQS::Queue", "Properties": {
|   "VisibilityTimeout": 30, "FifoQueue": true, "QueueName": {"Fn::Sub": "${AWS::StackName}.fifo"}, "Tags": [{"Key": "on", "Value": {"Fn::GetAtt": ["Other", "Arn"]}}]}},
|   "Other": {"Type": "AWS::SQS::Queue", "Metadata": {"Script": "one\n  two\n", "Code": {"Fn::Base64": {"Fn::Sub": "x"}}, "Empty": [], "Version": "1.0"}}}}
ask textDocument/codeAction c.json {"range":{"start":"@json","end":"@json"},"context":{"diagnostics":[]}}
expect [{"title":"*YAML*","edit":{"documentChanges":[{"kind":"create"},{"edits":[{"newText":"AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties:\n      VisibilityTimeout: 30\n      FifoQueue: true\n      QueueName: !Sub \"${AWS::StackName}.fifo\"\n      Tags:\n        - Key: \"on\"\n          Value: !GetAtt Other.Arn\n  Other:\n    Type: AWS::SQS::Queue\n    Metadata:\n      Script: |\n        one\n          two\n      Code:\n        Fn::Base64: !Sub x\n      Empty: []\n      Version: \"1.0\"\n"}]}]}}]
open broken.yaml
| <|broken|>Resources:
|   Queue: "no end
ask textDocument/codeAction broken.yaml {"range":{"start":"@broken","end":"@broken"},"context":{"only":["refactor.rewrite"]}}
expect []
