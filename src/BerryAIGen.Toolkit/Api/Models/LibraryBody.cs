using System.Buffers;
using System.Text.Json;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Models.Listing;

namespace BerryAIGen.Toolkit.Api.Models;

/// <summary>A list that is sent model by model, as they are written: a long one is never there in one piece.</summary>
internal sealed class LibraryBody : IResult
{
    /// <summary>What lists are.</summary>
    public const string ContentType = "application/json; charset=utf-8";

    // What is put together before it is sent.
    private const int Piece = 64 << 10;

    private readonly ReadOnlyMemory<byte> _before;
    private readonly ReadOnlyMemory<byte> _behind;
    private readonly IReadOnlyList<ReadOnlyMemory<byte>> _models;

    /// <param name="models">What is written of each.</param>
    /// <param name="counts">Of all that fit.</param>
    /// <param name="library">Of the library.</param>
    public LibraryBody(IReadOnlyList<ReadOnlyMemory<byte>> models, ModelCounts counts, ModelCounts library)
    {
        var empty = LibraryDocument.Of(new ModelPage<ModelInfo>([], counts, library));
        var frame = JsonSerializer.SerializeToUtf8Bytes(empty, ApiJson.Readable.LibraryDocument);
        var inside = frame.AsSpan().IndexOf("[]"u8) + 1;
        (_before, _behind, _models) = (frame.AsMemory(0, inside), frame.AsMemory(inside), models);
        Length = frame.Length + models.Sum(model => (long)model.Length) + Math.Max(0, models.Count - 1);
    }

    /// <summary>Bytes.</summary>
    public long Length { get; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = ContentType;
        httpContext.Response.ContentLength = Length;
        var output = httpContext.Response.BodyWriter;
        output.Write(_before.Span);
        var waiting = 0;
        foreach (var (number, model) in _models.Index())
        {
            if (number > 0)
                output.Write(","u8);
            output.Write(model.Span);
            if ((waiting += model.Length) < Piece)
                continue;
            waiting = 0;
            if ((await output.FlushAsync(httpContext.RequestAborted)).IsCompleted)
                return;
        }

        output.Write(_behind.Span);
        await output.FlushAsync(httpContext.RequestAborted);
    }
}
