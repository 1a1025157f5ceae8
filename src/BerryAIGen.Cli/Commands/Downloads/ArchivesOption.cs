using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Library.Downloads.Unpacking;

namespace BerryAIGen.Cli.Commands.Downloads;

/// <summary>What happens to an archive that holds models.</summary>
internal sealed class ArchivesOption : Option<string>
{
    public ArchivesOption()
        : base("--archives")
    {
        Description = "An archive with models in it: unpack takes them out, keep leaves it packed.";
        HelpName = string.Join('|', ArchiveWords.All);
        this.AcceptOnlyFromAmong([.. ArchiveWords.All]);
    }

    /// <summary>Null for the rule of the settings.</summary>
    public ArchiveRule? From(CommandRun run) => ArchiveWords.Find(run.Get(this));
}
