using System.Text.Json;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Identification;

/// <summary>Key tables as the open cases hold them: <c>{"tensors":{name:[type,[sizes]]},"metadata":{…}}</c>.</summary>
internal static class CaseTables
{
    public const string Ending = ".keys.json";

    private static readonly Dictionary<string, string> Dtypes = new()
    {
        ["bfloat16"] = "BF16",
        ["float16"] = "F16",
        ["float32"] = "F32",
        ["int64"] = "I64",
        ["int32"] = "I32",
        ["uint8"] = "U8",
        ["int8"] = "I8",
        ["bool"] = "BOOL",
    };

    /// <summary>Writes a file with these keys.</summary>
    public static void WriteSafetensors(string table, string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(table));
        SparseSafetensors.Write(
            path,
            document
                .RootElement.GetProperty("tensors")
                .EnumerateObject()
                .Select(member =>
                    (
                        member.Name,
                        Dtypes.GetValueOrDefault(member.Value[0].GetString() ?? "", "F16"),
                        member.Value[1].EnumerateArray().Select(size => size.GetUInt64()).ToArray()
                    )
                ),
            MetadataOf(document.RootElement)
        );
    }

    private static Dictionary<string, string>? MetadataOf(JsonElement table) =>
        table.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
            ? metadata.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.ToString())
            : null;
}
