using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BerryAIGen.Database.Models;
using BerryAIGen.Library;

namespace BerryAIGen.Toolkit.Api.Models;

/// <summary>The members of a model that somebody wants to see.</summary>
internal sealed class FieldMask
{
    private static readonly JsonTypeInfo<ModelInfo> Type = ApiJson.Readable.ModelInfo;

    private readonly JsonPropertyInfo[] _members;

    private FieldMask(JsonPropertyInfo[] members) => _members = members;

    /// <exception cref="LibraryException">A name is no member's.</exception>
    public static FieldMask Read(string fields)
    {
        var names = fields
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Prepend("id")
            .Distinct(StringComparer.OrdinalIgnoreCase);
        return new FieldMask([.. names.Select(Find)]);
    }

    /// <summary>What is wanted of a model.</summary>
    public ReadOnlyMemory<byte> Write(ModelInfo model)
    {
        var text = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(text, new() { Encoder = Type.Options.Encoder });
        writer.WriteStartObject();
        foreach (var member in _members)
        {
            if (member.Get!(model) is not { } value)
                continue;
            writer.WritePropertyName(member.Name);
            JsonSerializer.Serialize(writer, value, Type.Options.GetTypeInfo(member.PropertyType));
        }

        writer.WriteEndObject();
        writer.Flush();
        return text.WrittenMemory;
    }

    private static JsonPropertyInfo Find(string name) =>
        Type.Properties.FirstOrDefault(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new LibraryException(
            FailureCode.Usage,
            $"A model has no field \"{name}\"; use {string.Join(", ", Type.Properties.Select(member => member.Name))}."
        );
}
