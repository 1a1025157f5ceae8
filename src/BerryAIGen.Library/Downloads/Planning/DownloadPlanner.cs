using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Downloads.Unpacking;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Naming;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Downloads.Planning;

/// <summary>Says what a download will do with each file, and refuses before the first byte; writes nothing.</summary>
internal sealed class DownloadPlanner(TargetFolders folders, ListedNames names)
{
    private const string NamelessFile = "download";
    private const int KeyDigits = 8;

    public async Task<PlannedFile> PlanAsync(
        Reference reference,
        RemoteFile file,
        DownloadRequest request,
        CancellationToken cancellationToken
    )
    {
        var places = folders.FindAll(file, request.Target);
        var name = NameOf(file, request.Target);
        var place = RootChoice.Choose(places, name, file.SizeBytes);
        var folder = place.Folder;
        var plan = new PlannedFile
        {
            Reference = reference,
            File = file,
            Name = name,
            Folder = folder,
            Root = place.RecordRoot,
            Route = place.Route,
            PartPath = Path.Combine(PartsFolder(folder, place.Parts), $"{name}.{KeyOf(file)}.part"),
            IsNameFinal = file is { Name: not null, IsNameGuessed: false } || request.Target.FileName is not null,
            // "config (2).json" would be no part of its model.
            OnConflict = file.Subfolder is null ? request.OnConflict : ConflictRule.Refuse,
            AcceptsDanger = request.AcceptsDanger,
            NameRule = request.IsOfList ? names.FindRefusal : null,
            Archives = request.Archives ?? ArchiveRule.Unpack,
            Sidecars = request.Sidecars ?? [],
            WantsPreview = request.WantsPreview,
            Note = place.Note,
            FloorBytes = place.FloorBytes,
            AfterDownload = place.AfterDownload,
        };
        var others = places.Where(other => other != place && other.Folder != folder);
        var elsewhere = await PresentElsewhere.FindAsync(others, name, file, cancellationToken).ConfigureAwait(false);
        return elsewhere is null
            ? await CompleteAsync(plan, request, cancellationToken).ConfigureAwait(false)
            : plan with
            {
                Present = elsewhere,
                Note = $"it is there in the root {elsewhere.Root}",
            };
    }

    private static async Task<PlannedFile> CompleteAsync(
        PlannedFile plan,
        DownloadRequest request,
        CancellationToken cancellationToken
    )
    {
        if (plan.File.Refusal is { } refusal)
            return plan with { Refusal = refusal };
        if (plan.IsNameFinal && plan.FindNameRefusal() is { } misnamed)
            return plan with { Refusal = misnamed };
        if (plan.File.Danger is { } danger && !request.AcceptsDanger)
            return plan with { Refusal = Dangerous(plan, danger) };
        if (request.SkipsExisting && PresentFiles.IsTaken(plan.TargetPath))
            return plan with { Skip = "a file of this name is there, and what it holds was not looked at" };
        if (!WriteAccess.IsAllowed(plan.Folder))
            return plan with { Refusal = ReadOnly(plan.Folder) };
        // An earlier download of the same file may have been sent to another folder by its header.
        foreach (var folder in FoldersOf(plan))
        {
            var (present, unread) = await PresentFiles
                .FindAsync(folder, plan.Name, plan.File, cancellationToken)
                .ConfigureAwait(false);
            if (present is not null)
                return plan with { Present = present };
            plan = plan with { Note = Sentences.Join(plan.Note, unread) };
        }
        if (
            plan.Archives == ArchiveRule.Unpack
            && ArchiveOffer.IsNamed(plan.Name, plan.File.FileType)
            && UnpackedBefore.Find(FoldersOf(plan), plan.File.Hashes.Sha256) is { } models
        )
            return plan with { UnpackedBefore = models };
        if (PresentFiles.IsTaken(plan.TargetPath))
        {
            // Without a hash only the transfer can tell whether it is the same file; publishing then applies the rule.
            if (plan is { OnConflict: ConflictRule.Refuse, File.Hashes.Sha256: not null })
                return plan with { Refusal = Taken(plan) };
            plan = plan with { FreePath = FreePathOf(plan), Note = Sentences.Join(plan.Note, Another(plan)) };
        }

        return plan with
        {
            Refusal = FreeSpace.Check(plan.PartPath, plan.Folder, plan.Name, plan.File.SizeBytes, plan.FloorBytes),
        };
    }

    private static IEnumerable<string> FoldersOf(PlannedFile plan) =>
        plan.Route?.OtherFolders.Prepend(plan.Folder) ?? [plan.Folder];

    private static string? FreePathOf(PlannedFile plan) =>
        CandidateNames
            .Of(plan.TargetPath, plan.OnConflict, plan.File.VersionId?.ToString())
            .FirstOrDefault(path => !PresentFiles.IsTaken(path));

    private static string Another(PlannedFile plan) =>
        plan.OnConflict == ConflictRule.Refuse
            ? $"{plan.TargetPath} is there and stays, unless this is the same file"
            : $"{plan.TargetPath} is another file and stays; this one gets a name of its own";

    private static string NameOf(RemoteFile file, DownloadTarget target)
    {
        var name = FileNames.Clean(target.FileName ?? file.Name ?? NamelessFile);
        if (name.Length == 0)
            name = NamelessFile;
        // "--filename mine" keeps the ending that says what the file is.
        return target.FileName is not null && !Path.HasExtension(name)
            ? name + Path.GetExtension(FileNames.Clean(file.Name ?? ""))
            : name;
    }

    // A part can only be renamed to its final name on its own file system.
    private static string PartsFolder(string folder, string? parts) =>
        parts is not null && FileSystems.AreSame(parts, folder) ? parts : folder;

    /// <summary>Tells parts of the same name apart, the same in every run; signatures in an address change and do not count.</summary>
    private static string KeyOf(RemoteFile file) => AddressDigest.Of(file.Address, file.Server)[..KeyDigits];

    private static Failure Dangerous(PlannedFile plan, string danger) =>
        new(
            FailureCode.Policy,
            $"{plan.Name} is dangerous, says the source ({danger}); choose another file, or accept the danger explicitly."
        )
        {
            Danger = danger,
        };

    private static Failure ReadOnly(string folder) =>
        new(
            FailureCode.Disk,
            $"Nothing can be written to {folder}: the folder or its disk is read-only for you. Choose another folder or make it writable."
        );

    private static Failure Taken(PlannedFile plan) =>
        new(
            FailureCode.Conflict,
            $"{plan.TargetPath} is another file and stays; choose another name or folder, or let this one have a name of its own."
        );
}
