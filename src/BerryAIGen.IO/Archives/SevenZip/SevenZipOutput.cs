using System.Diagnostics;

namespace BerryAIGen.IO.Archives.SevenZip;

/// <summary>The output of 7-Zip; an exit code that says failure fails the reading at its end.</summary>
internal sealed class SevenZipOutput(Process process, string name) : ForwardStream
{
    public override int Read(Span<byte> buffer)
    {
        var read = process.StandardOutput.BaseStream.Read(buffer);
        if (read > 0)
        {
            return read;
        }

        process.WaitForExit();
        return process.ExitCode == 0
            ? 0
            : throw new ArchiveException(
                "Corrupt",
                $"7-Zip cannot unpack the entry '{name}' (its exit code is {process.ExitCode}): it is corrupt."
            );
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            SevenZipListing.Kill(process);
            process.Dispose();
        }

        base.Dispose(disposing);
    }
}
