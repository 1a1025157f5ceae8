using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Downloads.Transfers.Failures;

namespace BerryAIGen.Library.Organizing;

/// <summary>Renames what a journal says, forwards or back; never over something, and never anything else.</summary>
internal static class MoveRun
{
    /// <summary>Does what is not done yet.</summary>
    /// <returns>By source path, why a file stays.</returns>
    public static Dictionary<string, string> Forward(MoveJournal journal, CancellationToken cancellationToken)
    {
        foreach (var folder in journal.Folders)
            Directory.CreateDirectory(folder);
        Dictionary<string, string> stayed = [];
        foreach (var step in journal.Steps)
        {
            // A stop leaves the journal open; finishing goes on here.
            cancellationToken.ThrowIfCancellationRequested();
            if (Rename(step, step.From, step.To) is { } why)
                stayed[step.From] = why;
        }

        return stayed;
    }

    /// <summary>Brings back what was renamed, the last first, and removes the folders that were made and are empty.</summary>
    /// <returns>By source path, why a file is not back.</returns>
    public static Dictionary<string, string> Back(MoveJournal journal, CancellationToken cancellationToken)
    {
        Dictionary<string, string> stayed = [];
        foreach (var step in journal.Steps.Reverse())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Rename(step, step.To, step.From) is { } why)
                stayed[step.From] = why;
        }

        RemoveEmpty(journal.Folders);
        return stayed;
    }

    /// <summary>Removes folders from the list as long as they are empty; the innermost first.</summary>
    public static void RemoveEmpty(IEnumerable<string> folders)
    {
        foreach (var folder in folders.OrderByDescending(path => path.Length))
        {
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
                Directory.Delete(folder);
        }
    }

    private static string? Rename(MoveStep step, string source, string target)
    {
        var isThere = PresentFiles.IsTaken(source);
        if (!isThere && PresentFiles.IsTaken(target))
            return null; // Done before.
        if (!isThere)
            return $"{source} is gone";
        if (!step.IsKnownAt(source))
            return $"{source} is another file by now and stays";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            return NoReplaceMove.TryMove(source, target) ? null : $"{target} is there already and stays";
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            return ex.Message;
        }
    }
}
