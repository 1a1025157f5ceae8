using BerryAIGen.Library.Sources.S3;

namespace BerryAIGen.Library.Roots.Exchange;

/// <summary>An object of a bucket: each piece is asked for by the object's tag, so another one of its name gives none.</summary>
internal sealed class BucketBytes(S3Objects objects, S3Place place, string tag) : IRootBytes
{
    public bool IsUnchanged => true;

    public Task ReadAsync(long offset, Memory<byte> into, CancellationToken cancellationToken) =>
        into.Length == 0 ? Task.CompletedTask : objects.ReadAsync(place, tag, offset, into, cancellationToken);

    public void Dispose() { }
}
