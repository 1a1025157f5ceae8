using System.Globalization;
using System.Text;
using System.Text.Json;
using BerryAIGen.Library.Batches;
using FsCheck;
using FsCheck.Fluent;

namespace BerryAIGen.Library.Tests.Batches;

public sealed class YamlTreeTests
{
    [Fact]
    public void A_text_is_the_tree_that_JSON_would_be() =>
        Tree("a: [1, \"2\", true, null, ~]\nb:\n  c: 0x1F\n  d: 0012\n")
            .ShouldBe("""{"a":["1","2",true,null,null],"b":{"c":"0x1F","d":"0012"}}""");

    [Fact]
    public void Anchors_and_merge_keys_are_followed() =>
        Tree("base: &b { to: x, format: GGUF }\none: { <<: *b, to: y }\ntwo: *b\n")
            .ShouldBe(
                """{"base":{"to":"x","format":"GGUF"},"one":{"to":"y","format":"GGUF"},"two":{"to":"x","format":"GGUF"}}"""
            );

    [Theory]
    [InlineData("a: !!python/object:os.system x", "tag")]
    [InlineData("a: !!str x", "tag")]
    [InlineData("a: !x { b: c }", "tag")]
    [InlineData("a: 1\na: 2", "twice")]
    [InlineData("a: &x [*x]", "contains itself")]
    [InlineData("a: *gone", "gone")]
    [InlineData("? [1]\n: 2", "plain text")]
    [InlineData("a: 1\n---\nb: 2", "second document")]
    [InlineData("a: { <<: 3 }", "mapping")]
    [InlineData("a: [1", "")]
    public void What_is_refused_says_why(string text, string part) =>
        Should.Throw<JsonException>(() => YamlTree.Parse(text)).Message.ShouldContain(part);

    [Fact]
    public void A_few_lines_that_stand_for_billions_of_values_are_refused()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 12; i++)
        {
            var all = string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10));
            text.Append(CultureInfo.InvariantCulture, $"a{i}: &a{i} [{all}]\n");
        }

        Should.Throw<JsonException>(() => YamlTree.Parse(text.ToString())).Message.ShouldContain("more than");
    }

    [Fact]
    public void A_deep_text_is_refused() =>
        Should.Throw<JsonException>(() => YamlTree.Parse(new string('[', 5000))).Message.ShouldContain("deeper");

    [Fact]
    public void Any_text_is_a_tree_or_refused() =>
        Prop.ForAll(
                Gen.Elements([.. "-:[]{}&*!|>'\"%#? \n\tab<~,"]).ArrayOf().ToArbitrary(),
                letters => IsTreeOrRefused(new string(letters))
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static bool IsTreeOrRefused(string text)
    {
        try
        {
            YamlTree.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return true;
        }
    }

    private static string Tree(string text) => YamlTree.Parse(text)!.ToJsonString();
}
