namespace BerryAIGen.IO.Archives;

/// <summary>An unpacked entry that can be read from any place: small ones in memory, large ones in a file that goes by itself.</summary>
internal static class NestedCopy
{
    private const int MostInMemory = 4 << 20;

    internal static Stream Make(ArchiveEntryStream entry, string name, long maxBytes)
    {
        Stream copy = new MemoryStream();
        try
        {
            var buffer = new byte[64 << 10];
            for (int read; (read = entry.Read(buffer)) > 0; )
            {
                if (copy.Length + read > maxBytes)
                {
                    throw new ArchiveException(
                        "TooLarge",
                        $"The archive '{name}' inside the archive has more than the {maxBytes} bytes allowed."
                    );
                }

                if (copy is MemoryStream && copy.Length + read > MostInMemory)
                {
                    copy = ToFile(copy);
                }

                copy.Write(buffer, 0, read);
            }

            copy.Position = 0;
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <summary>The whole stream in a file of its own; the stream is disposed.</summary>
    internal static FileStream ToFile(Stream memory)
    {
        var file = CopyToFile(memory);
        memory.Dispose();
        return file;
    }

    /// <summary>The whole stream in a file of its own.</summary>
    internal static FileStream CopyToFile(Stream stream)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(Path.Combine(Path.GetTempPath(), $"berry-{Path.GetRandomFileName()}"), options);
        stream.Position = 0;
        stream.CopyTo(file);
        file.Flush();
        return file;
    }
}
