using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Commands.Civitai;
using BerryAIGen.Cli.Commands.Downloads;
using BerryAIGen.Cli.Commands.Files;
using BerryAIGen.Cli.Commands.Folders;
using BerryAIGen.Cli.Commands.Keeping;
using BerryAIGen.Cli.Commands.Locks;
using BerryAIGen.Cli.Commands.Models;
using BerryAIGen.Cli.Commands.References;
using BerryAIGen.Cli.Commands.Roots;
using BerryAIGen.Cli.Commands.Settings;
using BerryAIGen.Cli.Commands.Shell;
using BerryAIGen.Cli.Commands.Sidecars;
using BerryAIGen.Cli.Output;

var root = new BerryRootCommand
{
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
    },
    new DownloadCommand(),
    new BatchCommand(),
    new LockCommand(),
    new SyncCommand(),
    new ListCommand(),
    new IndexCommand(),
    new VerifyCommand(),
    new RefreshCommand(),
    new DuplicatesCommand(),
    new TrashCommand(),
    new CommandGroup("quarantine", "Sets models aside that nobody should load, and puts them back.")
    {
        new QuarantineAddCommand(),
        new QuarantineListCommand(),
        new QuarantineRestoreCommand(),
        new QuarantineEmptyCommand(),
    },
    new CleanCommand(),
    new HashCommand(),
    new IdentifyCommand(),
    new InspectCommand(),
    new CommandGroup("model", "Keeps what you know of a model file.") { new ModelSetCommand() },
    new ResolveCommand(),
    new ConvertCommand(),
    new ScanCommand(),
    new PathsCommand(),
    new OrganizeCommand(),
    new LinkCommand(),
    new CommandGroup("roots", "Shows and changes the places for models.")
    {
        new RootsListCommand(),
        new RootsAddCommand(),
        new RootsSetCommand(),
        new RootsRemoveCommand(),
    },
    new CommandGroup("sidecar", "Shows and writes what other applications keep beside models.")
    {
        new SidecarShowCommand(),
        new SidecarExportCommand(),
    },
    new CommandGroup("config", "Shows and changes the settings.")
    {
        new ConfigGetCommand(),
        new ConfigSetCommand(),
        new ConfigListCommand(),
        new ConfigPathCommand(),
    },
    new CompletionCommand(),
    new DemoCommand(),
};

var parsing = new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null };
var parsed = root.Parse(args, parsing);
var running = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
using var stop = new StopSignals();
try
{
    UsageError.ThrowIfWrong(parsed);
    return await parsed.InvokeAsync(running, stop.Token);
}
catch (Exception error)
{
    return ErrorReport.Write(error, parsed, stop.Token);
}
