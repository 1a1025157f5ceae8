using System.Buffers;
using System.Text.Json;
using BerryAIGen.Database.Models.Listing;

namespace BerryAIGen.Toolkit.Api.Models;

/// <summary>The bodies of lists. Whole lists are long and asked for again and again: the last ones are kept as bytes.</summary>
internal sealed class LibraryBodies(ModelListing listing)
{
    // Two or three pages with filters of their own are open at once; a longer list than this is made anew each time.
    private const int MostKept = 4;
    private const int LongestKept = 32 << 20;

    private readonly Lock _turn = new();
    private readonly List<Body> _kept = [];

    /// <param name="query">What is wanted.</param>
    /// <param name="fields">The members of each model; null for all.</param>
    /// <param name="mark">What <see cref="ModelListing.ReadMarkAsync"/> said before.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ReadOnlyMemory<byte>> GetAsync(
        ModelQuery query,
        FieldMask? fields,
        string mark,
        CancellationToken cancellationToken
    )
    {
        var isKept = query.Limit is null && query.Search is null && fields is null;
        if (isKept && Find(query, mark) is { } known)
            return known;
        var bytes = Write(await listing.ReadAsync(query, cancellationToken), fields);
        if (isKept && bytes.Length <= LongestKept)
            Keep(new Body(query, mark, bytes));
        return bytes;
    }

    private ReadOnlyMemory<byte>? Find(ModelQuery query, string mark)
    {
        lock (_turn)
            return _kept.FirstOrDefault(body => body.Mark == mark && body.Query == query)?.Bytes;
    }

    private void Keep(Body body)
    {
        lock (_turn)
        {
            _kept.RemoveAll(old => old.Mark != body.Mark || old.Query == body.Query);
            if (_kept.Count == MostKept)
                _kept.RemoveAt(0);
            _kept.Add(body);
        }
    }

    private static ReadOnlyMemory<byte> Write(ModelPage page, FieldMask? fields)
    {
        var document = LibraryDocument.Of(page);
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using var writer = new Utf8JsonWriter(buffer, new() { Encoder = ApiJson.Readable.Options.Encoder });
        if (fields is null)
        {
            JsonSerializer.Serialize(writer, document, ApiJson.Readable.LibraryDocument);
            return buffer.WrittenMemory;
        }

        writer.WriteStartObject();
        writer.WriteStartArray("models");
        foreach (var model in page.Models)
            fields.Write(writer, model);
        writer.WriteEndArray();
        writer.WriteNumber("total_count", document.TotalCount);
        writer.WriteNumber("local_count", document.LocalCount);
        writer.WriteNumber("available_count", document.AvailableCount);
        writer.WritePropertyName("library_totals");
        JsonSerializer.Serialize(writer, document.LibraryTotals, ApiJson.Readable.ModelCounts);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private sealed record Body(ModelQuery Query, string Mark, ReadOnlyMemory<byte> Bytes);
}
