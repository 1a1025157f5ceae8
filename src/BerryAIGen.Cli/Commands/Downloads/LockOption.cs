using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library;
using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Cli.Commands.Downloads;

/// <summary>Adds what a download or a batch has put into place to a lock.</summary>
internal sealed class LockOption : Option<string?>
{
    public LockOption()
        : base("--lock")
    {
        Description = "Add what is in place to this lock file, or make one.";
        HelpName = "file";
    }

    /// <summary>Tells before the download that the lock could not be written after it.</summary>
    public void Check(CommandRun run, BerryLibrary library)
    {
        if (run.Get(this) is { } path)
        {
            library.Locks.Check(path);
        }
    }

    public void Write(CommandRun run, BerryLibrary library, IReadOnlyList<DownloadItem> items, DownloadTarget target)
    {
        if (run.Get(this) is { } path)
        {
            LockReport.WriteLeftOut(library.Locks.Add(path, items, target));
        }
    }
}
