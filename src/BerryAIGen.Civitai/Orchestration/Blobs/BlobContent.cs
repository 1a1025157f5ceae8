namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Bytes that come over the network; dispose it.</summary>
public sealed class BlobContent : IAsyncDisposable, IDisposable
{
    private readonly HttpResponseMessage _answer;

    internal BlobContent(HttpResponseMessage answer, Stream stream)
    {
        _answer = answer;
        Stream = stream;
    }

    /// <summary>The bytes.</summary>
    public Stream Stream { get; }

    /// <summary>What they are, <c>image/png</c>; null when nobody says.</summary>
    public string? MediaType => _answer.Content.Headers.ContentType?.MediaType;

    /// <summary>How many they are; null when nobody says.</summary>
    public long? Length => _answer.Content.Headers.ContentLength;

    /// <inheritdoc />
    public void Dispose()
    {
        Stream.Dispose();
        _answer.Dispose();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync().ConfigureAwait(false);
        _answer.Dispose();
    }
}
