using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;

namespace BerryAIGen.Civitai.Transport;

/// <summary>A body that has arrived, up to a limit.</summary>
internal sealed class BufferedContent : HttpContent
{
    /// <summary>Enough of a refusal to understand and to log it.</summary>
    public const int RefusalLimit = 64 << 10;

    /// <summary>Far above the largest real page, which is some 10 MB.</summary>
    public const int AnswerLimit = 128 << 20;

    // An announced length is believed up to here; beyond it the bytes themselves must come.
    private const int FirstBuffer = 4 << 20;

    private BufferedContent(ReadOnlyMemory<byte> bytes, bool isCut)
    {
        Bytes = bytes;
        IsCut = isCut;
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>There was more than the limit.</summary>
    public bool IsCut { get; }

    /// <summary>Bytes that were there before.</summary>
    public static BufferedContent Of(ReadOnlyMemory<byte> bytes, MediaTypeHeaderValue type) =>
        new(bytes, isCut: false) { Headers = { ContentType = type } };

    /// <summary>Reads a body to its end or to the limit.</summary>
    /// <param name="content">What still comes over the network; it is disposed.</param>
    /// <param name="limit">How much to keep; the rest is not read.</param>
    /// <param name="onProgress">Called before every wait for more bytes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="IOException">The body broke off, or its compression is damaged.</exception>
    public static async Task<BufferedContent> ReadAsync(
        HttpContent content,
        int limit,
        Action onProgress,
        CancellationToken cancellationToken
    )
    {
        using (content)
        {
            var raw = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var stream = Decompress(raw, content);
            await using (stream.ConfigureAwait(false))
            {
                var isCompressed = stream != raw;
                var expected = isCompressed ? null : content.Headers.ContentLength;
                var buffer = new byte[Math.Min(limit, Math.Clamp(expected ?? 16 << 10, 256, FirstBuffer)) + 1];
                var length = 0;
                while (length <= limit)
                {
                    if (length == buffer.Length)
                        Array.Resize(ref buffer, (int)Math.Min(limit + 1L, buffer.Length * 2L));
                    onProgress();
                    var read = await ReadSomeAsync(stream, buffer.AsMemory(length), cancellationToken)
                        .ConfigureAwait(false);
                    if (read == 0)
                        return Of(buffer.AsMemory(0, length), content, isCut: false);
                    length += read;
                }
                return Of(buffer.AsMemory(0, limit), content, isCut: true);
            }
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        stream.WriteAsync(Bytes).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = Bytes.Length;
        return true;
    }

    private static BufferedContent Of(ReadOnlyMemory<byte> bytes, HttpContent original, bool isCut)
    {
        var content = new BufferedContent(bytes, isCut);
        foreach (var (name, values) in original.Headers)
        {
            if (name is not ("Content-Length" or "Content-Encoding"))
                content.Headers.TryAddWithoutValidation(name, values);
        }
        return content;
    }

    // Damaged gzip and damaged br are two errors that say nothing of the network; another try may arrive whole.
    private static async ValueTask<int> ReadSomeAsync(
        Stream stream,
        Memory<byte> buffer,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is InvalidDataException or InvalidOperationException)
        {
            throw new IOException("The answer's compression is damaged.", problem);
        }
    }

    // By hand instead of by the socket handler, which would ask storage hosts for compressed files as well.
    private static Stream Decompress(Stream raw, HttpContent content) =>
        content.Headers.ContentEncoding.LastOrDefault()?.ToLowerInvariant() switch
        {
            "gzip" => new GZipStream(raw, CompressionMode.Decompress),
            "br" => new BrotliStream(raw, CompressionMode.Decompress),
            _ => raw,
        };
}
