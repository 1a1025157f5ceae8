using System.ComponentModel;
using System.Diagnostics;
using BerryAIGen.IO.Processes;

namespace BerryAIGen.Library.Pictures.Thumbnails;

/// <summary>
/// Starts vipsthumbnail as a child with little room: a picture that is made to hurt costs the child its life, and nobody else
/// anything. It gets links of names that we make, so no name of a file is read as an option or as a wish to libvips.
/// </summary>
internal static class ThumbnailTool
{
    internal const string Name = "vipsthumbnail";

    /// <summary>Of thumbnails in lists.</summary>
    internal const string UsualSize = "320x320";

    private const long MostMemoryBytes = 3L << 30;

    // The thumbnail itself; it also ends a child that would fill the disk with what does not fit into memory.
    private const long MostFileBytes = 16 << 20;
    private const int MostErrorText = 8000;
    private const string FullDisk = "No space left on device";

    // The shell could not set a limit, or not start it; somebody outside ended it: HUP, INT, QUIT, KILL, TERM. What else ends
    // it comes of the picture.
    private static readonly int[] NotOfThePicture = [2, 126, 127, 129, 130, 131, 137, 143];

    internal static string? Find(Func<string, string?> variable) => LimitedProcess.Find(Name, variable("PATH"));

    /// <summary>Makes <c>name.webp</c> beside each of these names; whichever is not there afterwards failed.</summary>
    /// <param name="program">Where it is.</param>
    /// <param name="folder">Where the names are.</param>
    /// <param name="names">Of ours, without an ending.</param>
    /// <param name="limit">After this it is ended.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <param name="size">What it must fit into, in the tool's words.</param>
    internal static async Task<ToolEnd> RunAsync(
        string program,
        string folder,
        IReadOnlyList<string> names,
        TimeSpan limit,
        CancellationToken cancellationToken,
        string size = UsualSize
    )
    {
        using var process = new Process { StartInfo = StartOf(program, folder, names, size) };
        var errors = new List<string>();
        process.ErrorDataReceived += (_, line) => Keep(errors, line.Data);
        process.OutputDataReceived += (_, _) => { };
        try
        {
            process.Start();
        }
        catch (Win32Exception problem)
        {
            return new ToolEnd(true, $"{program} cannot be started: {problem.Message}");
        }

        process.StandardInput.Close();
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ending.CancelAfter(limit);
        try
        {
            await process.WaitForExitAsync(ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            LimitedProcess.Kill(process);
            cancellationToken.ThrowIfCancellationRequested();
            // Of several each has another try alone; one that takes so long alone would do so at every index.
            return new ToolEnd(false, $"it took longer than {limit.TotalSeconds:0} s");
        }

        lock (errors)
            return new ToolEnd(
                NotOfThePicture.Contains(process.ExitCode)
                    || errors.Exists(line => line.Contains(FullDisk, StringComparison.Ordinal)),
                errors.LastOrDefault(line => line.Length > 0) ?? $"{Name} ended with {process.ExitCode}"
            );
    }

    private static ProcessStartInfo StartOf(string program, string folder, IReadOnlyList<string> names, string size)
    {
        string[] arguments = ["--size", size, "-o", "%s.webp[Q=75,strip]", .. names];
        var start = LimitedProcess.StartOf(program, arguments, MostMemoryBytes, MostFileBytes);
        start.WorkingDirectory = folder;
        // Readers that nobody tested with hostile files stay shut, whatever a file claims to be.
        start.Environment["VIPS_BLOCK_UNTRUSTED"] = "1";
        // Several children run side by side.
        start.Environment["VIPS_CONCURRENCY"] = "1";
        start.Environment["VIPS_WARNING"] = "0";
        return start;
    }

    private static void Keep(List<string> errors, string? line)
    {
        lock (errors)
            if (line is not null && errors.Sum(one => one.Length) < MostErrorText)
                errors.Add(line.Trim());
    }
}

/// <param name="MayPass">Whether it failed for a reason that is not the picture's, as far as one can tell; the time is the picture's.</param>
/// <param name="Message">What it said, or why it was ended.</param>
internal readonly record struct ToolEnd(bool MayPass, string Message);
