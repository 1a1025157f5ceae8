using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Commands.Access;
using BerryAIGen.Cli.Commands.Civitai;
using BerryAIGen.Cli.Commands.Downloads;
using BerryAIGen.Cli.Commands.Files;
using BerryAIGen.Cli.Commands.Folders;
using BerryAIGen.Cli.Commands.Generation;
using BerryAIGen.Cli.Commands.Graph;
using BerryAIGen.Cli.Commands.Images;
using BerryAIGen.Cli.Commands.Keeping;
using BerryAIGen.Cli.Commands.Locks;
using BerryAIGen.Cli.Commands.Models;
using BerryAIGen.Cli.Commands.References;
using BerryAIGen.Cli.Commands.Roots;
using BerryAIGen.Cli.Commands.Settings;
using BerryAIGen.Cli.Commands.Shell;
using BerryAIGen.Cli.Commands.Sidecars;
using BerryAIGen.Cli.Commands.Updates;

namespace BerryAIGen.Cli.Commands;

/// <summary>Every command by its word, in the order of the help.</summary>
internal static class CommandTable
{
    private const string OtherRoots = "root";

    private static readonly (string Word, Func<Command> Create)[] Rows =
    [
        (
            "civitai",
            static () =>
                new CommandGroup("civitai", "Searches Civitai and shows what it has.")
                {
                    new TypesCommand(),
                    new SearchCommand(),
                    new ModelCommand(),
                    new VersionCommand(),
                    new ImagesCommand(),
                    new CreatorsCommand(),
                    new TagsCommand(),
                    new EnumsCommand(),
                }
        ),
        ("download", static () => new DownloadCommand()),
        ("batch", static () => new BatchCommand()),
        ("lock", static () => new LockCommand()),
        ("sync", static () => new SyncCommand()),
        ("list", static () => new ListCommand()),
        ("index", static () => new IndexCommand()),
        ("import", static () => new ImportCommand()),
        ("verify", static () => new VerifyCommand()),
        ("refresh", static () => new RefreshCommand()),
        ("updates", static () => new UpdatesCommand()),
        ("update", static () => new UpdateCommand()),
        ("rollback", static () => new RollbackCommand()),
        (
            "versions",
            static () =>
                new CommandGroup("versions", "Shows and deletes the versions that newer ones replaced.")
                {
                    new VersionsListCommand(),
                    new VersionsEmptyCommand(),
                }
        ),
        ("duplicates", static () => new DuplicatesCommand()),
        ("trash", static () => new TrashCommand()),
        (
            "quarantine",
            static () =>
                new CommandGroup("quarantine", "Sets models aside that nobody should load, and puts them back.")
                {
                    new QuarantineAddCommand(),
                    new QuarantineListCommand(),
                    new QuarantineRestoreCommand(),
                    new QuarantineEmptyCommand(),
                }
        ),
        ("clean", static () => new CleanCommand()),
        ("hash", static () => new HashCommand()),
        ("identify", static () => new IdentifyCommand()),
        ("inspect", static () => new InspectCommand()),
        (
            "image",
            static () =>
                new CommandGroup("image", "Shows how pictures were made, and finds their models.")
                {
                    new ImageReadCommand(),
                    new ImageModelsCommand(),
                    new ImageInstallCommand(),
                    new ImageWriteCommand(),
                }
        ),
        (
            "model",
            static () =>
                new CommandGroup("model", "Keeps what you know of a model file, and tells what it is good for.")
                {
                    new ModelSetCommand(),
                    new ModelCanGenerateCommand(),
                }
        ),
        ("resolve", static () => new ResolveCommand()),
        (
            "graph",
            static () =>
                new CommandGroup("graph", "Finds and downloads the models of ComfyUI workflows.")
                {
                    new GraphModelsCommand(),
                    new GraphInstallCommand(),
                }
        ),
        ("generate", static () => new GenerateCommand()),
        (
            "ecosystems",
            static () =>
                new CommandGroup("ecosystems", "Shows the architectures that generate, and what they can do.")
                {
                    new EcosystemListCommand(),
                    new EcosystemShowCommand(),
                }
        ),
        (
            "engines",
            static () =>
                new CommandGroup("engines", "Shows the kinds of generation steps, and what they take.")
                {
                    new EngineListCommand(),
                    new EngineShowCommand(),
                }
        ),
        (
            "workflows",
            static () =>
                new CommandGroup("workflows", "Shows the ways from what one has to what one wants.")
                {
                    new WorkflowListCommand(),
                    new WorkflowShowCommand(),
                }
        ),
        (
            "presets",
            static () =>
                new CommandGroup("presets", "Keeps values of forms under a name, by ecosystem.")
                {
                    new PresetListCommand(),
                    new PresetSaveCommand(),
                    new PresetDeleteCommand(),
                }
        ),
        (
            "workflow",
            static () =>
                new CommandGroup("workflow", "Shows and cancels what an orchestrator runs.")
                {
                    new SubmittedShowCommand(),
                    new SubmittedCancelCommand(),
                }
        ),
        (
            "gates",
            static () =>
                new CommandGroup("gates", "Holds things back from generation, and releases them.")
                {
                    new GateListCommand(),
                    new GateSetCommand(),
                    new GateRemoveCommand(),
                    new ExperimentsCommand(),
                }
        ),
        (
            "definitions",
            static () =>
                new CommandGroup("definitions", "Checks the data that generation is made of.")
                {
                    new DefinitionsCheckCommand(),
                }
        ),
        ("convert", static () => new ConvertCommand()),
        ("scan", static () => new ScanCommand()),
        ("paths", static () => new PathsCommand()),
        ("organize", static () => new OrganizeCommand()),
        ("link", static () => new LinkCommand()),
        (
            "roots",
            static () =>
                new CommandGroup("roots", "Shows, changes and fills the places for models.", OtherRoots)
                {
                    new RootsListCommand(),
                    new RootsAddCommand(),
                    new RootsSetCommand(),
                    new RootsRemoveCommand(),
                    new RootsPushCommand(),
                    new RootsPullCommand(),
                    new RootsSyncCommand(),
                    new RootsCleanCommand(),
                }
        ),
        (
            "sidecar",
            static () =>
                new CommandGroup("sidecar", "Shows and writes what other applications keep beside models.")
                {
                    new SidecarShowCommand(),
                    new SidecarExportCommand(),
                }
        ),
        (
            "config",
            static () =>
                new CommandGroup("config", "Shows and changes the settings.")
                {
                    new ConfigGetCommand(),
                    new ConfigSetCommand(),
                    new ConfigListCommand(),
                    new ConfigPathCommand(),
                }
        ),
        ("completion", static () => new CompletionCommand()),
        ("demo", static () => new DemoCommand()),
        ("up", static () => new UpCommand()),
        (
            "key",
            static () =>
                new CommandGroup("key", "Makes and withdraws access keys of the server.")
                {
                    new KeyAddCommand(),
                    new KeyListCommand(),
                    new KeyRemoveCommand(),
                }
        ),
    ];

    /// <summary>
    /// Making a command costs time at every start: only the one on the line is made, or all where help or advice may list
    /// them, and none for the version.
    /// </summary>
    public static IEnumerable<Command> For(string[] args)
    {
        var word = Array.Find(args, argument => !argument.StartsWith('-'));
        var wanted = Array.FindAll(Rows, row => row.Word == (word == OtherRoots ? "roots" : word));
        return (wanted.Length > 0 || args is ["--version"] ? wanted : Rows).Select(row => row.Create());
    }
}
