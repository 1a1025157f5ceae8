using System.Text.Json.Nodes;
using BerryAIGen.Generation.Orchestrators.Own;

namespace BerryAIGen.Generation.Tests.Orchestrators;

public sealed class JsonPatchDocumentTests
{
    [Theory]
    [InlineData("""[{"op":"add","path":"/a","value":1}]""", """{"b":[1,2],"c":{"d/e":0},"a":1}""")]
    [InlineData("""[{"op":"add","path":"/b/-","value":3}]""", """{"b":[1,2,3],"c":{"d/e":0}}""")]
    [InlineData("""[{"op":"add","path":"/b/0","value":0}]""", """{"b":[0,1,2],"c":{"d/e":0}}""")]
    [InlineData("""[{"op":"remove","path":"/b/0"}]""", """{"b":[2],"c":{"d/e":0}}""")]
    [InlineData("""[{"op":"replace","path":"/c/d~1e","value":null}]""", """{"b":[1,2],"c":{"d/e":null}}""")]
    [InlineData("""[{"op":"move","from":"/c","path":"/f"}]""", """{"b":[1,2],"f":{"d/e":0}}""")]
    [InlineData("""[{"op":"copy","from":"/b/1","path":"/b/0"}]""", """{"b":[2,1,2],"c":{"d/e":0}}""")]
    [InlineData("""[{"op":"test","path":"/b","value":[1,2]},{"op":"remove","path":"/c"}]""", """{"b":[1,2]}""")]
    public void Changes_are_made_as_the_standard_says(string patch, string result) =>
        JsonNode
            .DeepEquals(JsonPatchDocument.Apply(Document(), JsonNode.Parse(patch)), JsonNode.Parse(result))
            .ShouldBeTrue();

    [Theory]
    [InlineData("""{}""", "$")]
    [InlineData("""[]""", "$")]
    [InlineData("""[{"op":"test","path":"/b/0","value":2}]""", "[0]")]
    [InlineData("""[{"op":"remove","path":"/nothing"}]""", "[0]")]
    [InlineData("""[{"op":"remove","path":"/b/2"}]""", "[0]")]
    [InlineData("""[{"op":"remove","path":"/b/01"}]""", "[0]")]
    [InlineData("""[{"op":"add","path":"a","value":1}]""", "[0]")]
    [InlineData("""[{"op":"add","path":"/a"}]""", "[0]")]
    [InlineData("""[{"op":"move","from":"/c","path":"/c/d"}]""", "[0]")]
    [InlineData("""[{"op":"remove","path":"/b/0"},{"op":"shake","path":"/a"}]""", "[1]")]
    [InlineData("""[null]""", "[0]")]
    public void What_cannot_be_done_is_told_and_nothing_is_changed(string patch, string place)
    {
        var document = Document();

        var refused = Should.Throw<WorkflowRefusedException>(() =>
            JsonPatchDocument.Apply(document, JsonNode.Parse(patch))
        );

        refused.Errors.Keys.ShouldBe([place]);
        JsonNode.DeepEquals(document, Document()).ShouldBeTrue();
    }

    [Fact]
    public void What_grows_without_end_is_refused_long_before_it_fills_the_memory()
    {
        var doubling = Enumerable
            .Range(0, 40)
            .Select(step =>
                (JsonNode)
                    new JsonObject
                    {
                        ["op"] = "copy",
                        ["from"] = "/c",
                        ["path"] = $"/c/{step}",
                    }
            );
        var nested = Enumerable
            .Range(1, 70)
            .Select(depth =>
                (JsonNode)
                    new JsonObject
                    {
                        ["op"] = "add",
                        ["path"] = string.Concat(Enumerable.Repeat("/a", depth)),
                        ["value"] = new JsonObject(),
                    }
            );

        Refused(doubling).ShouldContain("together");
        Refused(nested).ShouldContain("levels deep");

        static string Refused(IEnumerable<JsonNode> patch) =>
            Should
                .Throw<WorkflowRefusedException>(() => JsonPatchDocument.Apply(Document(), new JsonArray([.. patch])))
                .Message;
    }

    private static JsonObject Document() => JsonNode.Parse("""{"b":[1,2],"c":{"d/e":0}}""")!.AsObject();
}
