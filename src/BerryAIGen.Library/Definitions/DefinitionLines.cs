using System.Globalization;
using System.Text;
using System.Text.Json;

namespace BerryAIGen.Library.Definitions;

/// <summary>Finds the line of a file on which something stands.</summary>
internal static class DefinitionLines
{
    // The reader counts lines from 0, and says them at the end.
    private const string OfReader = " LineNumber: ";

    /// <summary>The same refusal with the line of its place, where it names a place and no line yet.</summary>
    /// <param name="wrong">Why the file is refused.</param>
    /// <param name="stream">The file, which was read already.</param>
    public static JsonException With(JsonException wrong, Stream stream)
    {
        if (
            wrong.Message.IndexOf(OfReader, StringComparison.Ordinal) is > 0 and var end
            && wrong.LineNumber is { } before
        )
            return Named(wrong, before + 1, wrong.Message[..end]);
        if (wrong is not { Path: { } path, LineNumber: null } || !stream.CanSeek)
            return wrong;
        stream.Position = 0;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Named(wrong, Find(bytes.ToArray(), path).Line, wrong.Message);
    }

    /// <summary>Where a place of a document begins and ends; of what is not there the nearest that it would be in.</summary>
    /// <param name="json">The document.</param>
    /// <param name="path">The place, in the words of JSON paths: <c>$.forms[0].show</c>.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static (int Line, int Start, int End) Find(ReadOnlySpan<byte> json, string path)
    {
        // A mark of the encoding is no JSON.
        var offset = json.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        var reader = new Utf8JsonReader(
            json[offset..],
            new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }
        );
        reader.Read();
        var (start, end) = (0, json.Length - offset);
        foreach (var step in StepsOf(path))
        {
            if (!Enter(ref reader, step, out var at))
                break;
            start = at;
            var inner = reader;
            inner.Skip();
            end = (int)inner.BytesConsumed;
        }

        return (json[..(offset + start)].Count((byte)'\n') + 1, offset + start, offset + end);
    }

    private static JsonException Named(JsonException wrong, long line, string message) =>
        new(string.Create(CultureInfo.InvariantCulture, $"line {line}: {message}"), wrong.Path, line, null, wrong);

    // Leaves the reader on the value; the place is that of its name, or of the value in a list.
    private static bool Enter(ref Utf8JsonReader reader, string step, out int at)
    {
        at = 0;
        var index = 0;
        var isList = reader.TokenType == JsonTokenType.StartArray;
        if (!isList && reader.TokenType != JsonTokenType.StartObject)
            return false;
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            at = (int)reader.TokenStartIndex;
            var isIt = isList ? index++.ToString(CultureInfo.InvariantCulture) == step : reader.GetString() == step;
            if (!isList)
                reader.Read();
            if (isIt)
                return true;
            reader.Skip();
        }

        return false;
    }

    private static IEnumerable<string> StepsOf(string path)
    {
        for (var at = 1; at < path.Length; )
        {
            var (open, close) = path.AsSpan(at) switch
            {
                ['[', '\'', ..] => (at + 2, path.IndexOf("']", at, StringComparison.Ordinal)),
                ['[', ..] => (at + 1, path.IndexOf(']', at)),
                _ => (
                    at + 1,
                    path.AsSpan(at + 1).IndexOfAny('.', '[') is >= 0 and var next ? at + 1 + next : path.Length
                ),
            };
            if (close < open)
                yield break;
            yield return path[open..close];
            at =
                close
                + (
                    path[at] == '['
                        ? path[open - 1] == '\''
                            ? 2
                            : 1
                        : 0
                );
        }
    }
}
