// Sees a call's result: entry and exit.
wrapper judge_exit;
long last;
unix::op{getppid} post {
	last = $ret;
};
