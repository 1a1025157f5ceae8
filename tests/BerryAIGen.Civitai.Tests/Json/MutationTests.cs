using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Civitai.Json;
using BerryAIGen.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace BerryAIGen.Civitai.Tests.Json;

/// <summary>One member anywhere in an answer is dropped, nulled or given another type: it costs itself and nothing else.</summary>
public sealed class MutationTests
{
    private const int BytesToRead = 700_000;

    /// <summary>Stands for half a surrogate pair, which no JSON writer writes.</summary>
    private const string HalfPair = "(half)";

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
        "\"a(half)\"",
        "[]",
        "[null]",
        "[[1],{}]",
        "{}",
        "{\"id\":{\"a\":[1]}}",
        null,
    ];

    public static TheoryData<string> RecordedFiles() => OpenCaseTests.Files();

    public static TheoryData<string> MadeUpAnswers() => [.. Samples.Answers.Keys];

    [Theory]
    [MemberData(nameof(RecordedFiles))]
    public void A_recorded_answer_survives_any_change(string file)
    {
        var json = File.ReadAllBytes(Path.Combine(OpenCases.Require("site-api"), file));
        foreach (var type in WireType.Of(file))
            Check(type, LenientJson.ReadElement(json).ToString());
    }

    [Theory]
    [MemberData(nameof(MadeUpAnswers))]
    public void A_made_up_answer_survives_any_change(string name)
    {
        var (type, json) = Samples.Answers[name];
        Check(type, json);
    }

    private static void Check(WireType type, string json)
    {
        var places = Places(JsonNode.Parse(json)!, "$").Count();
        if (places == 0)
            return;
        var before = type.Read(Encoding.UTF8.GetBytes(json));
        var property = Prop.ForAll(
            Gen.Choose(0, places - 1).Zip(Gen.Choose(0, OtherValues.Length - 1)).ToArbitrary(),
            pick => CheckChange(type, json, before, pick.Item1, OtherValues[pick.Item2])
        );
        FsCheck.Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Math.Clamp(BytesToRead / json.Length, 5, 100)),
            property
        );
    }

    private static void CheckChange(WireType type, string json, object before, int place, string? other)
    {
        var answer = JsonNode.Parse(json)!;
        var (changed, path) = Places(answer, "$").ElementAt(place);
        Replace(changed, other);
        var bytes = Encoding.UTF8.GetBytes(answer.ToJsonString().Replace(HalfPair, "\\ud83d"));
        var what = $"{type}: {path} became {other ?? "nothing"}";

        object read;
        try
        {
            read = type.Read(bytes);
        }
        catch (JsonException e)
        {
            (path, e.Path).ShouldBe(("$.id", "$.id"), what);
            return;
        }

        var written = type.Write(read);
        if (type.KeepsAll)
        {
            Survival.FirstLoss(LenientJson.ReadElement(bytes), written).ShouldBeNull(what);
            Costs.Of(read).Except(Costs.Of(before)).Where(cost => !IsFair(cost, path)).ShouldBeEmpty(what);
        }
        else if (path != "$.items")
        {
            Items(type.Write(before))
                .Where((_, i) => !IsWithin(path, $"$.items[{i}]"))
                .Except(Items(written))
                .ShouldBeEmpty(what);
        }
    }

    /// <summary>The changed member or what stands in it now; the whole element only when its id is gone.</summary>
    private static bool IsFair(string cost, string changed) => IsWithin(cost, changed) || changed == $"{cost}.id";

    private static bool IsWithin(string path, string outer) =>
        path.StartsWith(outer, StringComparison.Ordinal)
        && (path.Length == outer.Length || path[outer.Length] is '.' or '[');

    private static IEnumerable<(JsonNode Node, string Path)> Places(JsonNode node, string path)
    {
        var children = node switch
        {
            JsonObject members => members.Select(member => (member.Value, $"{path}.{member.Key}")),
            JsonArray elements => elements.Select((element, i) => (element, $"{path}[{i}]")),
            _ => [],
        };
        return children
            .Where(child => child.Item1 is not null)
            .SelectMany(child => Places(child.Item1!, child.Item2).Prepend((child.Item1!, child.Item2)));
    }

    private static void Replace(JsonNode changed, string? other)
    {
        if (other is not null)
            changed.ReplaceWith(JsonNode.Parse(other));
        else if (changed.Parent is JsonObject members)
            members.Remove(changed.GetPropertyName());
        else
            changed.Parent!.AsArray().Remove(changed);
    }

    private static IEnumerable<string> Items(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("items", out var items)
            ? items.EnumerateArray().Select(item => item.GetRawText())
            : [];
}
