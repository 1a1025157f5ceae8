namespace BerryAIGen.Sandbox.ModelFiles;

/// <summary>A small content that is kept in memory.</summary>
internal sealed class StoredBytes(byte[] bytes) : FileContent
{
    public override long Length => bytes.Length;

    public override void Read(long offset, Span<byte> buffer) =>
        bytes.AsSpan(checked((int)offset), buffer.Length).CopyTo(buffer);
}
