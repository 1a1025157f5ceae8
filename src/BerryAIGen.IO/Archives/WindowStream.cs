namespace BerryAIGen.IO.Archives;

/// <summary>A range of a seekable stream, read forward; ends with its range or with the stream.</summary>
internal sealed class WindowStream(Stream source, long start, long length) : ForwardStream
{
    private long _position;

    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(buffer.Length, length - _position);
        if (wanted <= 0)
        {
            return 0;
        }

        // Entries share the file, and another one may have moved it.
        source.Position = start + _position;
        var read = source.Read(buffer[..wanted]);
        _position += read;
        return read;
    }
}
