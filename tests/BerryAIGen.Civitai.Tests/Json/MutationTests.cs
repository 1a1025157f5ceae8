using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Civitai.Json;
using BerryAIGen.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace BerryAIGen.Civitai.Tests.Json;

/// <summary>One member anywhere in a page is dropped, nulled or given another type.</summary>
public sealed class MutationTests
{
    private static readonly string?[] OtherValues =
    [
        "null",
        "true",
        "0",
        "-7.5",
        "99999999999999999999",
        "\"text\"",
        "\"\"",
        "\"{a,b}\"",
        "[]",
        "[null]",
        "[[1],{}]",
        "{}",
        "{\"id\":{\"a\":[1]}}",
        null,
    ];

    [Fact]
    public void A_page_of_made_up_models_survives_any_change() => CheckPage(Samples.Page, changes: 3000);

    [Theory]
    [InlineData("models-list__limit3__wiki.json")]
    [InlineData("models-list__nsfw-true-4-of-24-cut-2025__grandmasg.json")]
    [InlineData("models-list__page-mode-one-item__tick97115115.json")]
    [InlineData("models-list__10-items-2025__stepwisecliche.json")]
    public void A_recorded_page_survives_any_change(string file) =>
        CheckPage(File.ReadAllText(Path.Combine(OpenCases.Require("site-api"), file)), changes: 60);

    private static void CheckPage(string json, int changes)
    {
        var whole = Written(json);
        var property = Prop.ForAll(
            Gen.Choose(0, int.MaxValue).Zip(Gen.Choose(0, OtherValues.Length - 1)).ToArbitrary(),
            pick => CheckChange(json, whole, pick.Item1, OtherValues[pick.Item2])
        );
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(changes).WithReplay(20261121, 1), property);
    }

    private static void CheckChange(string json, JsonElement whole, int place, string? other)
    {
        var page = JsonNode.Parse(json)!;
        var places = Places(page).ToList();
        var changed = places[place % places.Count];
        var path = changed.GetPath();
        Replace(changed, other);
        var text = page.ToJsonString();

        var read = Samples.Read(text, CivitaiJson.Default.ResultsModel);

        var written = JsonSerializer.SerializeToElement(read, CivitaiJson.Default.ResultsModel);
        using var sent = JsonDocument.Parse(text);
        Survival.FirstLoss(sent.RootElement, written).ShouldBeNull($"{path} became {other ?? "nothing"}");
        if (path != "$.items")
        {
            UnharmedItems(whole, path).Except(Items(written)).ShouldBeEmpty($"{path} became {other ?? "nothing"}");
            (read.Items.Count + read.Unreadable.Count).ShouldBe(sent.RootElement.GetProperty("items").GetArrayLength());
        }
    }

    private static IEnumerable<JsonNode> Places(JsonNode node)
    {
        var children = node switch
        {
            JsonObject members => members.Select(member => member.Value),
            JsonArray elements => elements,
            _ => [],
        };
        return children.OfType<JsonNode>().SelectMany(child => Places(child).Prepend(child));
    }

    private static void Replace(JsonNode changed, string? other)
    {
        if (other is not null)
        {
            changed.ReplaceWith(JsonNode.Parse(other));
        }
        else if (changed.Parent is JsonObject members)
        {
            members.Remove(changed.GetPropertyName());
        }
        else
        {
            changed.Parent!.AsArray().Remove(changed);
        }
    }

    private static JsonElement Written(string json) =>
        JsonSerializer.SerializeToElement(
            Samples.Read(json, CivitaiJson.Default.ResultsModel),
            CivitaiJson.Default.ResultsModel
        );

    private static IEnumerable<string> Items(JsonElement page) =>
        page.GetProperty("items").EnumerateArray().Select(item => item.GetRawText());

    private static IEnumerable<string> UnharmedItems(JsonElement page, string changedPath) =>
        Items(page).Where((_, i) => !(changedPath + ".").Replace("]", "].").StartsWith($"$.items[{i}]."));
}
