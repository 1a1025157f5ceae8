using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Commands.Shell;
using BerryAIGen.Cli.Output;

var root = new BerryRootCommand { new CompletionCommand() };

var parsed = root.Parse(
    args,
    new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null }
);
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
