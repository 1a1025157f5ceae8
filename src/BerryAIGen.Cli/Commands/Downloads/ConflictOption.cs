using System.CommandLine;
using BerryAIGen.Library.Downloads.Publishing;

namespace BerryAIGen.Cli.Commands.Downloads;

/// <summary>What happens when a different file already has the name.</summary>
internal sealed class ConflictOption : Option<string>
{
    private const string Rename = "rename";
    private const string Refuse = "refuse";

    public ConflictOption()
        : base("--on-conflict")
    {
        Description = "When a different file has the name: rename the new one, or refuse it.";
        HelpName = $"{Rename}|{Refuse}";
        DefaultValueFactory = static _ => Rename;
        this.AcceptOnlyFromAmong(Rename, Refuse);
    }

    public static ConflictRule RuleOf(string? word) => word == Refuse ? ConflictRule.Refuse : ConflictRule.Number;
}
