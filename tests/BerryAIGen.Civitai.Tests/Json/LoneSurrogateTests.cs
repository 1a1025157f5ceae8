using System.Text;
using System.Text.Json;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai.Tests.Json;

public sealed class LoneSurrogateTests
{
    [Theory]
    [InlineData("""a\ud83d""", "a\uFFFD")]
    [InlineData("""\uDE00b""", "\uFFFDb")]
    [InlineData("""\ud83d\ud83d\ude00""", "\uFFFD\U0001F600")]
    [InlineData("""\ud83d\u0041""", "\uFFFDA")]
    [InlineData("""\ud83d\\ud83d""", "\uFFFD\\ud83d")]
    [InlineData("""\\\ud83d""", "\\\uFFFD")]
    [InlineData("""\\ud83d""", "\\ud83d")]
    [InlineData("""\ud83d\ude00""", "\U0001F600")]
    public void Half_a_pair_becomes_the_replacement_character_and_nothing_else_changes(string sent, string expected)
    {
        var json = $$"""{"id":1,"name":"{{sent}}","later":["{{sent}}"],"{{sent}}":1}""";

        var model = Samples.Read(json, CivitaiJson.Default.Model);

        model.Name.ShouldBe(expected);
        model.UnknownMembers!["later"][0].GetString().ShouldBe(expected);
        model.UnknownMembers.Keys.ShouldContain(expected);
        model.ToJson()["name"]!.GetValue<string>().ShouldBe(expected);
        LenientJson.ReadElement(Encoding.UTF8.GetBytes(json)).GetProperty("name").GetString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("""{"id":1,"name":"\ud8""")]
    [InlineData("""{"id":1,"name":"\u""")]
    [InlineData("""{"id":1,"name":"\uzzzz"}""")]
    [InlineData("\\u")]
    public void A_cut_or_wrong_escape_is_refused_as_before(string json) =>
        Should.Throw<JsonException>(() => Samples.Read(json, CivitaiJson.Default.Model));
}
