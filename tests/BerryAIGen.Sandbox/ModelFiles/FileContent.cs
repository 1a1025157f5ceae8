namespace BerryAIGen.Sandbox.ModelFiles;

/// <summary>Bytes that can be read from any offset without being stored.</summary>
public abstract class FileContent
{
    /// <summary>Length in bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Fills <paramref name="buffer"/> with the bytes from <paramref name="offset"/> on.</summary>
    /// <param name="offset">First byte; offset plus buffer length stay within <see cref="Length"/>.</param>
    /// <param name="buffer">Where the bytes go.</param>
    public abstract void Read(long offset, Span<byte> buffer);

    /// <summary>The whole content as one array.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        Read(0, bytes);
        return bytes;
    }
}
