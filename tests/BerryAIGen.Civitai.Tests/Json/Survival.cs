using System.Text.Json;

namespace BerryAIGen.Civitai.Tests.Json;

/// <summary>Looks for every value that was sent in what is written back; a null may vanish, nothing else may.</summary>
internal static class Survival
{
    /// <summary>The path of the first value that is gone or another one; null when all are there.</summary>
    public static string? FirstLoss(JsonElement sent, JsonElement? written, string path = "$")
    {
        if (sent.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (written is not { } there)
        {
            return IsNothing(sent, path) ? null : path;
        }

        if (sent.ValueKind == JsonValueKind.Object && there is { ValueKind: JsonValueKind.Array } list)
        {
            // One object in place of a list is a list of one.
            return list.GetArrayLength() == 1 ? FirstLoss(sent, list[0], path) : path;
        }

        return sent.ValueKind switch
        {
            JsonValueKind.Object when there.ValueKind == JsonValueKind.Object => sent.EnumerateObject()
                .Select(member => FirstLoss(member.Value, Member(there, member.Name), $"{path}.{member.Name}"))
                .FirstOrDefault(loss => loss is not null),
            JsonValueKind.Array when there.ValueKind == JsonValueKind.Array => there.GetArrayLength()
            != sent.GetArrayLength()
                ? path
                : sent.EnumerateArray()
                    .Select((element, i) => FirstLoss(element, there[i], $"{path}[{i}]"))
                    .FirstOrDefault(loss => loss is not null),
            _ => IsSame(sent, there) ? null : path,
        };
    }

    /// <summary>An empty list, and the number 0 where an id belongs: no id is 0.</summary>
    private static bool IsNothing(JsonElement sent, string path) =>
        sent.ValueKind == JsonValueKind.Array
            ? sent.GetArrayLength() == 0
            : sent.GetRawText() == "0" && path.EndsWith("id", StringComparison.OrdinalIgnoreCase);

    private static JsonElement? Member(JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) ? member : null;

    /// <summary>The same in another coat: 5 and "5", a moment with and without zone, a word alone and in a list.</summary>
    private static bool IsSame(JsonElement sent, JsonElement written)
    {
        var (before, after) = (Text(sent), Text(written));
        return before == after
            || (double.TryParse(before, out var number) && double.TryParse(after, out var same) && number == same)
            || (
                DateTime.TryParse(before.TrimEnd('Z'), out var moment)
                && after.TrimEnd('Z') == $"{moment:yyyy-MM-ddTHH:mm:ss.fff}"
            )
            || (written.ValueKind == JsonValueKind.Array && IsListed(before, written));
    }

    private static string Text(JsonElement scalar) =>
        scalar.ValueKind == JsonValueKind.String ? scalar.GetString()! : scalar.GetRawText();

    private static bool IsListed(string word, JsonElement list) =>
        string.Join(',', list.EnumerateArray().Select(Text)) is var words && (words == word || $"{{{words}}}" == word);
}
