using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace BerryAIGen.Civitai.Json;

/// <summary>Reads the service's answers: odd members cost only themselves; broken text is mended first.</summary>
internal static class LenientJson
{
    /// <summary>As deep as a writer goes: generation data nest graphs, and one deep item must not cost the page.</summary>
    public const int MaxDepth = 1000;

    public static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = MaxDepth };

    private static readonly JsonDocumentOptions DocumentOptions = new() { MaxDepth = MaxDepth };

    /// <exception cref="JsonException">The bytes are not the JSON of a <typeparamref name="T"/>; its path names the place.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8, JsonTypeInfo<T> type)
    {
        var text = LoneSurrogates.Replace(utf8) ?? utf8;
        try
        {
            return ReadOnce(text, type);
        }
        catch (JsonException) when (ControlBytes.Escape(text) is { } clean)
        {
            return ReadOnce(clean, type);
        }
    }

    /// <summary>The same bytes as raw JSON, members exactly as sent.</summary>
    /// <exception cref="JsonException">The bytes are not JSON.</exception>
    public static JsonElement ReadElement(ReadOnlySpan<byte> utf8)
    {
        var text = LoneSurrogates.Replace(utf8) ?? utf8;
        try
        {
            return ParseOnce(text);
        }
        catch (JsonException) when (ControlBytes.Escape(text) is { } clean)
        {
            return ParseOnce(clean);
        }
    }

    /// <summary>Whether the bytes are one whole JSON value; nothing is made of it.</summary>
    public static bool IsJson(ReadOnlySpan<byte> utf8) =>
        IsJsonOnce(utf8) || (ControlBytes.Escape(utf8) is { } clean && IsJsonOnce(clean));

    private static bool IsJsonOnce(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(WithoutMark(utf8), ReaderOptions);
        try
        {
            while (reader.Read()) { }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static T ReadOnce<T>(ReadOnlySpan<byte> utf8, JsonTypeInfo<T> type)
    {
        var reader = new Utf8JsonReader(WithoutMark(utf8), ReaderOptions);
        reader.Read();
        var converter = (JsonConverter<T>)type.Converter;
        var value =
            type.Kind == JsonTypeInfoKind.Object
                ? TolerantObject.Read(ref reader, converter, type.Options)
                : converter.Read(ref reader, typeof(T), type.Options);
        return reader.Read() ? throw new JsonException("something follows the JSON value") : value!;
    }

    private static JsonElement ParseOnce(ReadOnlySpan<byte> utf8)
    {
        using var document = JsonDocument.Parse(WithoutMark(utf8).ToArray(), DocumentOptions);
        return document.RootElement.Clone();
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> utf8) =>
        utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
}
