using System.Globalization;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Library.Files;

namespace BerryAIGen.Library.Downloads.Planning;

/// <summary>
/// What one running download still has to write, told to all others of this user: a small file that is locked as long as
/// its download runs. The lock ends with its process, so what a killed one left counts for nothing.
/// </summary>
internal sealed class SpaceReservation : IDisposable
{
    private const string Ending = ".space";

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    private readonly PartClaim _claim;
    private readonly string _path;

    private SpaceReservation(PartClaim claim, string path) => (_claim, _path) = (claim, path);

    private static string Folder { get; } = Path.Combine(Path.GetTempPath(), $"berryaigen-{Environment.UserName}");

    public void Dispose()
    {
        File.Delete(_path);
        _claim.Dispose();
    }

    /// <summary>Checks and reserves as one step, so that two who ask at once do not both get the last place.</summary>
    /// <returns>The reservation, or why there is no room; neither when this system has no folder to reserve in.</returns>
    public static async Task<(SpaceReservation? Reservation, Failure? Failure)> TakeAsync(
        PlannedFile plan,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        try
        {
            Directory.CreateDirectory(Folder);
            using var gate = await EnterAsync(time, cancellationToken).ConfigureAwait(false);
            var failure = FreeSpace.Check(plan.PartPath, plan.Folder, plan.Name, plan.File.SizeBytes, plan.FloorBytes);
            return failure is null ? (Write(plan), null) : (null, failure);
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            // Without a writable folder for temporary files others cannot be told; the room itself is still checked.
            return (null, FreeSpace.Check(plan.PartPath, plan.Folder, plan.Name, plan.File.SizeBytes, plan.FloorBytes));
        }
    }

    /// <summary>Bytes that the other running downloads on this file system still have to write.</summary>
    public static long BytesOfOthers(string folder, string partPath)
    {
        try
        {
            return Directory.Exists(Folder)
                ? Directory.EnumerateFiles(Folder, $"*{Ending}").Sum(path => BytesOf(path, folder, partPath))
                : 0;
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            return 0; // Not ours to read: then nothing is known of others.
        }
    }

    private static async Task<PartClaim> EnterAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        PartClaim? gate;
        while ((gate = PartClaim.TryTake(Path.Combine(Folder, "gate"))) is null)
            await Task.Delay(Step, time, cancellationToken).ConfigureAwait(false);
        return gate;
    }

    private static SpaceReservation Write(PlannedFile plan)
    {
        var path = Path.Combine(Folder, $"{Guid.NewGuid():N}{Ending}");
        // Locked before it is written: a reservation without a lock is one whose owner is gone.
        var claim = PartClaim.TryTake(path)!;
        File.WriteAllText(
            path,
            string.Create(CultureInfo.InvariantCulture, $"{plan.File.SizeBytes ?? 0}\n{plan.PartPath}")
        );
        return new SpaceReservation(claim, path);
    }

    private static long BytesOf(string path, string folder, string partPath)
    {
        using (var left = PartClaim.TryTake(path))
        {
            if (left is not null)
            {
                File.Delete(path);
                return 0;
            }
        }

        if (ReadIfThere(path)?.Split('\n', 2) is not { } told)
            return 0;
        if (told.Length < 2 || told[1] == partPath || !FileSystems.AreSame(Path.GetDirectoryName(told[1])!, folder))
            return 0;
        // Once the server has told the size, it is in the journal and better than the source's word.
        var size = PartJournal.Find(told[1])?.Size ?? long.Parse(told[0], CultureInfo.InvariantCulture);
        return Math.Max(0, size - FreeSpace.LengthOf(told[1]));
    }

    // Its download may end between our listing and our reading.
    private static string? ReadIfThere(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
