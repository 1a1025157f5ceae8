using System.Text.Json;

namespace BerryAIGen.Generation.Catalogue.Shapes;

/// <summary>Whether what a file sends can be made into a value: the words of it, and what stands beside them.</summary>
internal static class WrittenShape
{
    // More than any interface takes, and far below what a number holds.
    private const int MostTimes = 1_000_000;

    // Each word, and what may stand beside it; the first that is there says what an object means.
    private static readonly (string Word, string[] Beside)[] Words =
    [
        ("from", ["as", "and", "counted", "cases", "named", "part", "min", "max", "divide", "times"]),
        ("any", []),
        ("first", []),
        ("output", ["of"]),
        ("text", []),
        ("graph", []),
        ("json", []),
    ];

    private static readonly string[] Shapes =
    [
        "networks",
        "strengths",
        "list",
        "references",
        "credits",
        "air",
        "controls",
    ];

    /// <exception cref="JsonException">One of them can be made into no value.</exception>
    public static void Check(ShapePlace place, IReadOnlyDictionary<string, JsonElement> sends)
    {
        foreach (var (member, written) in sends)
        {
            Check(place[member], written);
        }
    }

    /// <exception cref="JsonException">It can be made into no value.</exception>
    public static void Check(ShapePlace place, JsonElement written)
    {
        if (written.ValueKind == JsonValueKind.Array)
        {
            var at = 0;
            foreach (var part in written.EnumerateArray())
            {
                Check(place[at++], part);
            }
        }

        if (written.ValueKind != JsonValueKind.Object)
            return;
        var (word, beside) = Words.FirstOrDefault(row => written.TryGetProperty(row.Word, out _));
        foreach (var member in written.EnumerateObject())
        {
            if (word is null)
                Check(place[member.Name], member.Value);
            else if (member.Name != word && !beside.Contains(member.Name))
                throw place[member.Name].Wrong($"stands beside \"{word}\", which does not take it{Takes(beside)}.");
            else
                Word(place[member.Name], member.Name, member.Value, isList: written.TryGetProperty("as", out _));
        }
    }

    private static void Word(ShapePlace place, string word, JsonElement value, bool isList)
    {
        switch (word)
        {
            case "from" when !isList:
            case "output" or "of" or "text" or "graph" or "part":
                Require(place, IsText(value), "a text");
                break;
            case "from":
                Require(place, IsText(value) || AreTexts(value), "the key of a field, or a list of keys");
                break;
            case "any":
                Require(place, AreTexts(value), "a list of keys of fields");
                break;
            case "as":
                Require(place, IsText(value) && Shapes.Contains(value.GetString()), string.Join(", ", Shapes));
                break;
            case "named":
                Require(place, value.ValueEqualsAny("civitai", "comfyui"), "civitai or comfyui");
                break;
            case "min" or "max":
                Require(place, IsNumber(value), "a number");
                break;
            case "times":
                Require(
                    place,
                    IsNumber(value) && Math.Abs(value.GetDecimal()) <= MostTimes,
                    $"a number up to {MostTimes}"
                );
                break;
            case "divide":
                Require(place, IsNumber(value) && value.GetDecimal() != 0, "a number other than 0");
                break;
            case "and":
                Require(
                    place,
                    value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(row => IsNumber(row.Value)),
                    "AIRs with their strengths"
                );
                break;
            case "first":
                Require(place, value.ValueKind == JsonValueKind.Array, "a list");
                Check(place, value);
                break;
            case "json":
                Require(place, value.ValueKind == JsonValueKind.Object, "an object");
                Check(place, value);
                break;
            default:
                Require(place, value.ValueKind == JsonValueKind.Object, "an object: value and what is sent for it");
                foreach (var row in value.EnumerateObject())
                {
                    Check(place[row.Name], row.Value);
                }

                break;
        }
    }

    private static void Require(ShapePlace place, bool isRight, string wanted)
    {
        if (!isRight)
            throw place.Wrong($"is of another kind than it has to be; write {wanted}.");
    }

    private static string Takes(string[] beside) => beside.Length == 0 ? "" : $"; it takes {string.Join(", ", beside)}";

    private static bool IsText(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 };

    private static bool AreTexts(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(IsText);

    private static bool IsNumber(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out _);

    private static bool ValueEqualsAny(this JsonElement value, params string[] words) =>
        value.ValueKind == JsonValueKind.String && words.Contains(value.GetString());
}
