using System.Text.Json;
using System.Text.Json.Serialization;

namespace BerryAIGen.Library.Identification.Definitions;

/// <summary>Reads a condition: a text, or an object of known members.</summary>
internal sealed class ConditionConverter : JsonConverter<Condition>
{
    public override Condition Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(JsonElement.ParseValue(ref reader));

    public override void Write(Utf8JsonWriter writer, Condition value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Definitions are only read.");

    private static Condition Read(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String)
            return new Condition { Keys = [element.GetString()!] };
        if (element.ValueKind != JsonValueKind.Object)
            throw new JsonException($"a condition is {element.ValueKind}; a pattern or an object is expected.");
        var condition = new Condition();
        foreach (var member in element.EnumerateObject())
            condition = With(condition, member.Name, member.Value);
        return condition;
    }

    private static Condition With(Condition condition, string name, JsonElement value) =>
        name switch
        {
            "key" => condition with { Keys = Texts(value) },
            "dim" => condition with { Dimension = (int)Number(value) },
            "rank" => condition with { Rank = (int)Number(value) },
            "blocks" => Compared(condition with { ComparesBlocks = true }, value),
            "count" => Compared(condition with { ComparesCount = true }, value),
            "dtype" => condition with { Dtypes = Texts(value) },
            "meta" => condition with { Metadata = Text(value) },
            "like" => condition with { Like = Texts(value) },
            "folder" => condition with { Folder = Text(value) },
            "is" => condition with { Is = Numbers(value) },
            "min" => condition with { Minimum = Number(value) },
            "max" => condition with { Maximum = Number(value) },
            "all" => condition with { All = List(value) },
            "any" => condition with { Any = List(value) },
            "none" => condition with { None = List(value) },
            _ => throw new JsonException($"a condition has the unknown member \"{name}\"."),
        };

    // A number, or an object with "is", "min", "max".
    private static Condition Compared(Condition condition, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number)
            return condition with { Is = [Number(value)] };
        var range = Read(value);
        return condition with { Is = range.Is, Minimum = range.Minimum, Maximum = range.Maximum };
    }

    private static Condition[] List(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(Read)]
            : throw new JsonException("\"all\", \"any\" and \"none\" hold lists.");

    private static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new JsonException($"{value} is no text, but one is expected in a condition.");

    private static string[] Texts(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(Text)] : [Text(value)];

    private static long Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : throw new JsonException($"{value} is no whole number, but one is expected in a condition.");

    private static long[] Numbers(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(Number)] : [Number(value)];
}
