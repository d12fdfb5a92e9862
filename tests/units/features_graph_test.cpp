// Who refers to whom, as a graph, and the graph as text.
#include <string>

#include "features/relations.h"
#include "kinds/kind.h"
#include "support/at_mark.h"

using namespace cribsheet;
using namespace cribsheet::tests;

namespace {

features::Graph graph_of(const std::string& text, const std::string& path) {
  const auto view = snapshot();
  return features::graph(view, *kinds::open(path, text, *view.pack));
}

bool has_edge(const features::Graph& graph, const std::string& from, const std::string& kind, const std::string& to) {
  return std::any_of(graph.edges.begin(), graph.edges.end(), [&](const auto& edge) { return edge.from == from && edge.kind == kind && edge.to == to; });
}

const std::string kYaml = R"(Parameters:
  Stage: {Type: String}
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !Sub "${Stage}-${Stage}"
  Topic:
    Type: AWS::SNS::Topic
    DependsOn: Queue
Outputs:
  Url:
    Value: !GetAtt Queue.Arn
)";

}  // namespace

TEST_CASE("graph: nodes with their kinds and types, each edge once") {
  const auto graph = graph_of(kYaml, "/t.yaml");
  REQUIRE(graph.nodes.size() == 4);
  CHECK(graph.nodes[0].kind == "parameter");
  CHECK(graph.nodes[1].type == "AWS::SQS::Queue");
  CHECK(graph.edges.size() == 3);
  CHECK(has_edge(graph, "Queue", "Sub", "Stage"));
  CHECK(has_edge(graph, "Topic", "DependsOn", "Queue"));
  CHECK(has_edge(graph, "Url", "GetAtt", "Queue"));
}

TEST_CASE("graph: JSON gives the same edges") {
  const auto graph = graph_of(
      R"({"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}, "Topic": {"Type": "AWS::SNS::Topic", "DependsOn": ["Queue"]}}, "Outputs": {"Url": {"Value": {"Fn::GetAtt": ["Queue", "Arn"]}}}})",
      "/t.json");
  CHECK(has_edge(graph, "Topic", "DependsOn", "Queue"));
  CHECK(has_edge(graph, "Url", "GetAtt", "Queue"));
}

TEST_CASE("graph: a half-typed template still has its edges") {
  const auto graph = graph_of(kYaml + "  Half:\n    Value: !Ref ", "/t.yaml");
  CHECK(has_edge(graph, "Topic", "DependsOn", "Queue"));
}

TEST_CASE("graph: a parameter and an output of one name are two nodes") {
  const auto graph =
      graph_of("Parameters:\n  Url: {Type: String}\nResources:\n  Q: {Type: AWS::SQS::Queue}\nOutputs:\n  Url:\n    Value: !Ref Url\n", "/t.yaml");
  REQUIRE(graph.nodes.size() == 3);
  CHECK(graph.nodes[0].id != graph.nodes[2].id);
  REQUIRE(graph.edges.size() == 1);
  CHECK(graph.edges[0].from == graph.nodes[2].id);
  CHECK(graph.edges[0].to == graph.nodes[0].id);
}

TEST_CASE("graph: as Mermaid and as DOT") {
  const auto graph = graph_of(kYaml, "/t.yaml");
  const auto mermaid = features::to_mermaid(graph), dot = features::to_dot(graph);
  CHECK(mermaid.starts_with("flowchart LR\n"));
  CHECK(mermaid.find("n1[\"Queue<br/>AWS::SQS::Queue\"]") != std::string::npos);
  CHECK(mermaid.find("n2 -->|DependsOn| n1") != std::string::npos);
  CHECK(dot.starts_with("digraph template {\n"));
  CHECK(dot.find("\"Queue\" [label=\"Queue\\nAWS::SQS::Queue\"];") != std::string::npos);
  CHECK(dot.find("\"Topic\" -> \"Queue\" [label=\"DependsOn\"];") != std::string::npos);
}

TEST_CASE("graph: a name's own marks do not end the text") {
  const auto graph = graph_of(R"({"StartAt": "a\"<b>\\", "States": {"a\"<b>\\": {"Type": "Pass", "Next": "c#"}, "c#": {"Type": "Succeed"}}})", "/m.asl.json");
  const auto mermaid = features::to_mermaid(graph), dot = features::to_dot(graph);
  CHECK(mermaid.find("[\"a#quot;#lt;b#gt;\\<br/>Pass\"]") != std::string::npos);
  CHECK(mermaid.find("[\"c#35;<br/>Succeed\"]") != std::string::npos);
  CHECK(dot.find("\"a\\\"<b>\\\\\" -> \"c#\"") != std::string::npos);
}
