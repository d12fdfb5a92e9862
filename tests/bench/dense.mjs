// A template without filler: policies, Subs, Ifs and nested properties in every resource, as people's large templates have them.
// No two blocks are the same text, and every one is right, so that what is measured is the reading and not the reporting.

const actions = {
  s3: ['GetObject', 'PutObject', 'DeleteObject', 'GetObjectTagging', 'PutObjectTagging', 'GetObjectVersion'],
  sqs: ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes', 'SendMessage', 'ChangeMessageVisibility'],
  dynamodb: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'BatchGetItem', 'BatchWriteItem'],
};
const pick = (service, n) => actions[service].filter((_, i) => (n + i) % 3 !== 0).map(name => `                  - ${service}:${name}\n`).join('');

const head = `AWSTemplateFormatVersion: "2010-09-09"
Description: A template that says much in every line
Parameters:
  Stage:
    Type: String
    Default: dev
    AllowedValues: [dev, test, prod]
  VpcId:
    Type: AWS::EC2::VPC::Id
  SubnetIds:
    Type: List<AWS::EC2::Subnet::Id>
  LogDays:
    Type: Number
    Default: 30
Mappings:
  Sizes:
    dev: { Memory: 256, Capacity: 1 }
    test: { Memory: 512, Capacity: 2 }
    prod: { Memory: 1024, Capacity: 6 }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsTest: !Equals [!Ref Stage, test]
  Keeps: !Or [!Condition IsProd, !Condition IsTest]
Resources:
`;

const block = n => `  Key${n}:
    Type: AWS::KMS::Key
    Properties:
      Description: !Sub "What part ${n} of \${AWS::StackName} encrypts with"
      EnableKeyRotation: true
      KeyPolicy:
        Version: "2012-10-17"
        Statement:
          - Sid: Owners
            Effect: Allow
            Principal:
              AWS: !Sub "arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root"
            Action: kms:*
            Resource: "*"
          - Sid: Services
            Effect: Allow
            Principal:
              Service: [sqs.amazonaws.com, s3.amazonaws.com]
            Action:
              - kms:Decrypt
              - kms:GenerateDataKey
            Resource: "*"
            Condition:
              StringEquals:
                aws:SourceAccount: !Ref AWS::AccountId
              ArnLike:
                aws:SourceArn: !Sub "arn:\${AWS::Partition}:*:*:\${AWS::AccountId}:*"
  Bucket${n}:
    Type: AWS::S3::Bucket
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault:
              SSEAlgorithm: aws:kms
              KMSMasterKeyID: !GetAtt Key${n}.Arn
            BucketKeyEnabled: true
      LifecycleConfiguration:
        Rules:
          - Id: old-${n}
            Status: !If [Keeps, Enabled, Disabled]
            Transitions:
              - StorageClass: STANDARD_IA
                TransitionInDays: ${30 + (n % 30)}
              - StorageClass: GLACIER
                TransitionInDays: ${90 + (n % 60)}
            NoncurrentVersionExpiration:
              NoncurrentDays: ${7 + (n % 90)}
      PublicAccessBlockConfiguration:
        BlockPublicAcls: true
        BlockPublicPolicy: true
        IgnorePublicAcls: true
        RestrictPublicBuckets: true
      VersioningConfiguration:
        Status: Enabled
      Tags:
        - Key: part
          Value: "${n}"
        - Key: stage
          Value: !Ref Stage
  BucketPolicy${n}:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Bucket${n}
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Sid: OnlyTls
            Effect: Deny
            Principal: "*"
            Action: s3:*
            Resource:
              - !GetAtt Bucket${n}.Arn
              - !Sub "\${Bucket${n}.Arn}/*"
            Condition:
              Bool:
                aws:SecureTransport: "false"
  Dead${n}:
    Type: AWS::SQS::Queue
    Properties:
      KmsMasterKeyId: !Ref Key${n}
      MessageRetentionPeriod: 1209600
  Queue${n}:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !Join ["-", [orders, "${n}", !Ref Stage]]
      KmsMasterKeyId: !Ref Key${n}
      VisibilityTimeout: ${180 + (n % 600)}
      ReceiveMessageWaitTimeSeconds: 20
      RedrivePolicy:
        deadLetterTargetArn: !GetAtt Dead${n}.Arn
        maxReceiveCount: !If [IsProd, 5, 3]
  Table${n}:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: !If [IsProd, Retain, Delete]
    UpdateReplacePolicy: Retain
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions:
        - AttributeName: pk
          AttributeType: S
        - AttributeName: sk
          AttributeType: S
        - AttributeName: when${n}
          AttributeType: N
      KeySchema:
        - AttributeName: pk
          KeyType: HASH
        - AttributeName: sk
          KeyType: RANGE
      GlobalSecondaryIndexes:
        - IndexName: by-when
          KeySchema:
            - AttributeName: sk
              KeyType: HASH
            - AttributeName: when${n}
              KeyType: RANGE
          Projection:
            ProjectionType: ALL
      PointInTimeRecoverySpecification:
        PointInTimeRecoveryEnabled: !If [IsProd, true, false]
      SSESpecification:
        SSEEnabled: true
        SSEType: KMS
        KMSMasterKeyId: !GetAtt Key${n}.Arn
      StreamSpecification:
        StreamViewType: NEW_AND_OLD_IMAGES
  Role${n}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal:
              Service: lambda.amazonaws.com
            Action: sts:AssumeRole
      ManagedPolicyArns:
        - !Sub "arn:\${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
      Policies:
        - PolicyName: work
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Sid: Objects
                Effect: Allow
                Action:
${pick('s3', n)}                Resource: !Sub "\${Bucket${n}.Arn}/part-${n}/*"
              - Sid: Messages
                Effect: Allow
                Action:
${pick('sqs', n)}                Resource: !GetAtt Queue${n}.Arn
              - Sid: Items
                Effect: Allow
                Action:
${pick('dynamodb', n)}                Resource:
                  - !GetAtt Table${n}.Arn
                  - !Sub "\${Table${n}.Arn}/index/*"
                Condition:
                  ForAllValues:StringLike:
                    dynamodb:LeadingKeys: ["part-${n}-*"]
              - Sid: Keys
                Effect: Allow
                Action: [kms:Decrypt, kms:GenerateDataKey]
                Resource: !GetAtt Key${n}.Arn
  Logs${n}:
    Type: AWS::Logs::LogGroup
    DeletionPolicy: Delete
    UpdateReplacePolicy: Delete
    Properties:
      LogGroupName: !Sub "/aws/lambda/\${AWS::StackName}-part-${n}"
      RetentionInDays: !If [Keeps, 365, !Ref LogDays]
  Group${n}:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: !Sub "Part ${n} in \${Stage}"
      VpcId: !Ref VpcId
      SecurityGroupEgress:
        - IpProtocol: tcp
          FromPort: 443
          ToPort: 443
          CidrIp: 10.${n % 250}.0.0/16
          Description: To the endpoints
  Function${n}:
    Type: AWS::Lambda::Function
    DependsOn: Logs${n}
    Properties:
      FunctionName: !Sub "\${AWS::StackName}-part-${n}"
      Runtime: python3.13
      Architectures: [arm64]
      Handler: index.handler
      Role: !GetAtt Role${n}.Arn
      MemorySize: !FindInMap [Sizes, !Ref Stage, Memory]
      Timeout: !If [IsProd, 30, 20]
      TracingConfig:
        Mode: !If [Keeps, Active, PassThrough]
      VpcConfig:
        SecurityGroupIds: [!Ref Group${n}]
        SubnetIds: !Ref SubnetIds
      Environment:
        Variables:
          BUCKET: !Ref Bucket${n}
          QUEUE: !Ref Queue${n}
          TABLE: !Ref Table${n}
          WHERE: !Sub "\${AWS::Region}/\${Stage}/${n}"
      Code:
        ZipFile: |
          def handler(event, context):
              return len(event["Records"])
  Source${n}:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      EventSourceArn: !GetAtt Queue${n}.Arn
      FunctionName: !Ref Function${n}
      BatchSize: 10
      FunctionResponseTypes: [ReportBatchItemFailures]
      FilterCriteria:
        Filters:
          - Pattern: '{"body": {"part": ["${n}"]}}'
  Alarm${n}:
    Type: AWS::CloudWatch::Alarm
    Condition: Keeps
    Properties:
      AlarmDescription: !Sub "Messages of part ${n} in \${Stage} wait too long"
      Namespace: AWS/SQS
      MetricName: ApproximateAgeOfOldestMessage
      Dimensions:
        - Name: QueueName
          Value: !GetAtt Queue${n}.QueueName
      Statistic: Maximum
      Period: 300
      EvaluationPeriods: 2
      Threshold: ${600 + n}
      ComparisonOperator: GreaterThanThreshold
      TreatMissingData: notBreaching
`;

// `blocks` times twelve resources.
export function dense(blocks) {
  const parts = [head];
  for (let n = 1; n <= blocks; ++n) parts.push(block(n));
  return parts.join('') + 'Outputs:\n  Url:\n    Value: !Ref Queue1\n    Export:\n      Name: !Sub "${AWS::StackName}-url"\n';
}
