using System.CommandLine;
using BerryAIGen.Library.Downloads.Unpacking;

namespace BerryAIGen.Cli.Commands.Downloads;

/// <summary>What happens to an archive that holds models.</summary>
internal sealed class ArchivesOption : Option<string>
{
    private const string Unpack = "unpack";
    private const string Keep = "keep";
    private const string UnpackAndKeep = "unpack-and-keep";

    public ArchivesOption()
        : base("--archives")
    {
        Description = "An archive with models in it: unpack takes them out, keep leaves it packed.";
        HelpName = $"{Unpack}|{Keep}|{UnpackAndKeep}";
        DefaultValueFactory = static _ => Unpack;
        this.AcceptOnlyFromAmong(Unpack, Keep, UnpackAndKeep);
    }

    public static ArchiveRule RuleOf(string? word) =>
        word switch
        {
            Keep => ArchiveRule.Keep,
            UnpackAndKeep => ArchiveRule.UnpackAndKeep,
            _ => ArchiveRule.Unpack,
        };
}
